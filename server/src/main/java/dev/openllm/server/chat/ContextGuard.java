package dev.openllm.server.chat;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.tokens.TokenCounter;
import dev.openllm.server.provider.endpoint.FactSheet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Rejects a request before it is sent if its prompt cannot fit into the model's context window. Providers reject an
 * oversized request late, truncate it silently, or charge for it. A request is rejected only if its estimated token
 * count is clearly above the limit, because rejecting a valid request is worse than sending an oversized one.
 */
final class ContextGuard {

    /**
     * The fraction of the context window below which an approximate token count is sufficient. The tokens of a smaller
     * prompt are not counted exactly, so no encoding table needs to be loaded for that prompt.
     */
    private static final double SAFE_FRACTION = 0.75;

    private static final double EXACT_TOLERANCE = 1.02;
    private static final double ESTIMATE_TOLERANCE = 1.25;

    private final TokenCounter tokens;

    ContextGuard(TokenCounter tokens) {
        this.tokens = tokens;
    }

    void check(ModelInfo model, List<Message> messages, List<ToolDefinition> tools) {
        int limit = model.limits().contextTokens();
        if (limit <= 0 || FactSheet.isAssumed(model.sources().get("limits.contextTokens"))) {
            return;
        }
        if (tokens.maxPromptTokens(model, messages, tools) < limit * SAFE_FRACTION) {
            return;
        }
        boolean exact = tokens.isExact(model);
        long estimate = tokens.estimatePrompt(model, messages, tools);
        if (estimate < limit * SAFE_FRACTION) {
            return;
        }
        double tolerance = exact ? EXACT_TOLERANCE : ESTIMATE_TOLERANCE;
        long count = exact ? tokens.countPrompt(model, messages, tools) : estimate;
        if (count > limit * tolerance) {
            throw new OpenLlmException(contextTooLong(model, count, limit, tools));
        }
    }

    /**
     * Returns the error for a request that exceeds the context window. If more than half of the tokens are in tool
     * definitions, which the user does not see in the conversation, the error message mentions the tools.
     */
    private ErrorInfo contextTooLong(ModelInfo model, long count, int limit, List<ToolDefinition> tools) {
        long toolTokens = tokens.estimatePrompt(model, List.of(), tools);
        boolean mostlyTools = toolTokens > count / 2;
        return ErrorInfo.of(
                        ErrorKind.CONTEXT_TOO_LONG,
                        mostlyTools
                                ? toolsExceedContext(model, count, limit, tools, toolTokens)
                                : exceedsContext(model, count, limit))
                .withProvider(model.provider())
                .withModel(model.id())
                .withHint(
                        mostlyTools
                                ? UserText.of(
                                        "Turn off tools that you do not need, or choose a model with a larger context.")
                                : UserText.of(
                                        "Shorten the conversation, start a new one, or choose a model with a larger"
                                                + " context."));
    }

    private static UserText exceedsContext(ModelInfo model, long count, int limit) {
        return UserText.of(
                "The request has about {0} tokens, but the context window of {1} is limited to {2}.",
                format(count), model.id(), format(limit));
    }

    private UserText toolsExceedContext(
            ModelInfo model, long count, int limit, List<ToolDefinition> tools, long toolTokens) {
        ToolDefinition largest = Collections.max(
                tools, Comparator.comparingLong(tool -> tokens.estimatePrompt(model, List.of(), List.of(tool))));
        return UserText.of(
                "The request has about {0} tokens, {1} of them in tools ({2} is the largest), but the "
                        + "context window of {3} is limited to {4}.",
                format(count), format(Math.min(toolTokens, count)), largest.name(), model.id(), format(limit));
    }

    private static String format(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
