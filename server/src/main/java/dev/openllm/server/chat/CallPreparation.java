package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ReasoningEffort;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.history.HistorySanitizer;
import dev.openllm.server.chat.history.ProviderStateCache;
import dev.openllm.server.chat.history.SanitizedHistory;
import dev.openllm.server.chat.tokens.TokenCounter;
import dev.openllm.server.chat.tools.PreparedTools;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Efforts;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.provider.ResolvedModel.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts a caller's request into a call that the model's dialect can encode, or reports why the request cannot be
 * sent.
 */
final class CallPreparation {

    private final ContextGuard context;

    private final ProviderStateCache states;

    CallPreparation(TokenCounter tokens, ProviderStateCache states) {
        this.context = new ContextGuard(tokens);
        this.states = states;
    }

    /**
     * Prepares a chat request to a model.
     *
     * @param learned the quirks learned when the provider refused earlier requests to the model; they take precedence
     *     over configured and built-in quirks
     * @throws OpenLlmException of kind {@code invalid_request} or {@code context_too_long} if the request cannot be
     *     sent
     */
    PreparedCall prepare(Remote remote, ChatParams params, Quirks learned) {
        Quirks quirks = remote.quirks().overlaidBy(learned);
        HistoryRules rules = remote.dialect().historyRules(quirks);
        PreparedTools tools = PreparedTools.of(params.tools(), remote.dialect().toolRules(quirks), remote.info());
        ToolNames names = ToolNames.of(tools.tools(), params.messages(), rules.toolNames());
        List<Message> conversation = tools.toProvider(
                states.restore(remote.endpoint().name(), remote.info().model(), params.messages()));
        SanitizedHistory history = new HistorySanitizer(rules, remote.info(), names::toProvider).sanitize(conversation);
        context.check(remote.info(), history.messages(), tools.tools());
        ChatCall call = new ChatCall(
                remote.endpoint().name(),
                remote.info().model(),
                history.messages(),
                tools.tools().stream().map(names::toProvider).toList(),
                names.toProvider(validToolChoice(params)),
                OutputCap.cap(remote.info(), withConfiguredEffort(params.options(), remote))
                        .forDialect(remote.dialect().name()),
                StreamRule.wantsStream(remote, params),
                remote.info().limits(),
                remote.info().capabilities(),
                quirks);
        List<UserText> warnings = new ArrayList<>(tools.warnings());
        warnings.addAll(history.warnings());
        UnsentOptions.notice(remote.dialect().name(), remote.endpoint().displayName(), params.options())
                .ifPresent(warnings::add);
        OutputCap.notice(remote.info(), params.options()).ifPresent(warnings::add);
        call.options()
                .reasoningEffort()
                .filter(effort -> !Efforts.isEffort(effort, call.capabilities().reasoningEfforts()))
                .map(effort -> UserText.of(
                        "The reasoning effort {0} is not a valid level, so it was omitted from the request. "
                                + "Use one of these levels: {1}.",
                        effort, String.join(", ", ReasoningEffort.levels())))
                .ifPresent(warnings::add);
        return new PreparedCall(call, names, tools, warnings);
    }

    private static ToolChoice validToolChoice(ChatParams params) {
        ToolChoice choice = params.toolChoice();
        Optional<String> missing = choice.name()
                .filter(name ->
                        params.tools().stream().noneMatch(tool -> tool.name().equals(name)));
        if (choice.mode() == ToolChoice.Mode.TOOL && (choice.name().isEmpty() || missing.isPresent())) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of(
                            "The tool choice requires the tool {0}, which is not included in the request.",
                            choice.name().orElse("")),
                    UserText.of("Set toolChoice.name to a tool in the request."));
        }
        boolean noTools =
                choice.mode() == ToolChoice.Mode.REQUIRED && params.tools().isEmpty();
        return noTools ? ToolChoice.AUTO : choice;
    }

    private static ChatOptions withConfiguredEffort(ChatOptions options, Remote remote) {
        if (options.reasoningEffort().isPresent()
                || remote.config().reasoningEffort().isEmpty()) {
            return options;
        }
        return options.withReasoningEffort(remote.config().reasoningEffort());
    }
}
