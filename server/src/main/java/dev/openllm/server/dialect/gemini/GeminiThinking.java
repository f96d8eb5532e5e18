package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Efforts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the {@code thinkingConfig} of a request. This configuration contains either a level or a budget, because the
 * API rejects a request that contains both.
 */
final class GeminiThinking {

    /**
     * The budgets, in tokens, that the OpenAI-compatible Google API uses for each effort. Source:
     * https://ai.google.dev/gemini-api/docs/openai
     */
    private static final Map<String, Integer> BUDGETS = Map.of(
            "minimal", 1_024,
            "low", 1_024,
            "medium", 8_192,
            "high", 24_576,
            "xhigh", 32_768,
            "max", 32_768);

    /**
     * The budget value that lets the model itself choose the budget. Source:
     * https://ai.google.dev/gemini-api/docs/thinking
     */
    private static final int DYNAMIC_BUDGET = -1;

    private GeminiThinking() {}

    /** Returns the configuration, or an empty result if the model does not reason or nothing needs to be configured. */
    static Optional<ObjectNode> config(ChatCall call, GeminiTraits traits) {
        if (!call.capabilities().reasoning() || traits.thinking().equals("none")) {
            return Optional.empty();
        }
        ObjectNode config = Wire.JSON.createObjectNode();
        Optional<String> effort = call.options().reasoningEffort();
        if (!effort.equals(Optional.of("none"))) {
            config.put("includeThoughts", true);
        }
        if (traits.thinking().equals("level")) {
            List<String> supported = call.capabilities().reasoningEfforts();
            effort.flatMap(requested -> Efforts.nearest(requested, supported.isEmpty() ? traits.levels() : supported))
                    .ifPresent(level -> config.put("thinkingLevel", level));
        } else {
            effort.flatMap(requested -> budget(requested, call, traits.budgets()))
                    .ifPresent(budget -> config.put("thinkingBudget", budget));
        }
        return config.isEmpty() ? Optional.empty() : Optional.of(config);
    }

    /**
     * Returns the thinking budget, in tokens. Reasoning counts toward the output limit. To leave tokens for the
     * response, the budget is at most half of this limit unless the model's minimum budget is higher.
     */
    private static Optional<Integer> budget(String effort, ChatCall call, GeminiTraits.Budgets limits) {
        if (effort.equals("none")) {
            return Optional.of(limits.off());
        }
        if (Efforts.isAuto(effort)) {
            return Optional.of(DYNAMIC_BUDGET);
        }
        int half = call.options().maxOutputTokens().orElse(Integer.MAX_VALUE) / 2;
        return Optional.ofNullable(BUDGETS.get(effort))
                .map(budget -> Math.max(limits.min(), Math.min(limits.max(), Math.min(budget, half))));
    }
}
