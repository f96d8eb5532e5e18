package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Efforts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a request that control reasoning.
 *
 * @param thinking the value of the field {@code thinking}
 * @param effort the value of the field {@code output_config.effort}
 */
record ClaudeThinking(Optional<ObjectNode> thinking, Optional<String> effort) {

    private static final ClaudeThinking NONE = new ClaudeThinking(Optional.empty(), Optional.empty());

    private static final Map<String, Integer> BUDGETS = Map.of(
            "minimal", 1_024,
            "low", 4_096,
            "medium", 12_288,
            "high", 24_576,
            "xhigh", 32_768,
            "max", 32_768);

    /** The minimum budget in tokens. Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking */
    private static final int MIN_BUDGET = 1_024;

    static ClaudeThinking of(ChatCall call, ClaudeTraits traits, int maxTokens) {
        Optional<String> effort = call.options().reasoningEffort();
        boolean auto = effort.filter(Efforts::isAuto).isPresent();
        if (effort.isEmpty() || !call.capabilities().reasoning()) {
            return NONE;
        }
        return switch (traits.thinking()) {
            case "adaptive" -> adaptive(effort.get(), call, traits);
            case "budget" ->
                new ClaudeThinking(budget(auto ? "medium" : effort.get(), call, maxTokens), Optional.empty());
            default -> NONE;
        };
    }

    boolean isOn() {
        return thinking.filter(field -> !field.path("type").asText().equals("disabled"))
                .isPresent();
    }

    private static ClaudeThinking adaptive(String requested, ChatCall call, ClaudeTraits traits) {
        if (requested.equals("none")) { // the model reasons only if the request contains the field
            return NONE;
        }
        List<String> supported = call.capabilities().reasoningEfforts();
        Optional<String> effort = Efforts.nearest(requested, supported.isEmpty() ? traits.efforts() : supported);
        if (forcesTool(call)) {
            return new ClaudeThinking(Optional.empty(), effort);
        }
        ObjectNode thinking = Wire.JSON.createObjectNode().put("type", "adaptive");
        if (traits.hidesThinking()) {
            thinking.put("display", "summarized");
        }
        return new ClaudeThinking(Optional.of(thinking), effort);
    }

    /**
     * Returns the value of the field {@code thinking} with a token budget. The budget counts toward {@code max_tokens}
     * and is at most half of {@code max_tokens}, so that tokens remain for the response.
     */
    private static Optional<ObjectNode> budget(String requested, ChatCall call, int maxTokens) {
        if (requested.equals("none")) {
            return Optional.of(Wire.JSON.createObjectNode().put("type", "disabled"));
        }
        if (forcesTool(call) || maxTokens <= MIN_BUDGET || answersCallsWithoutThinking(call)) {
            return Optional.empty();
        }
        return Optional.ofNullable(BUDGETS.get(requested))
                .map(budget -> Wire.JSON
                        .createObjectNode()
                        .put("type", "enabled")
                        .put("budget_tokens", Math.max(MIN_BUDGET, Math.min(budget, maxTokens / 2))));
    }

    /**
     * Returns whether the model must call a tool. This requirement cannot be combined with reasoning. Source:
     * https://platform.claude.com/docs/en/build-with-claude/extended-thinking
     */
    private static boolean forcesTool(ChatCall call) {
        return !call.tools().isEmpty()
                && (call.toolChoice().mode() == ToolChoice.Mode.REQUIRED
                        || call.toolChoice().mode() == ToolChoice.Mode.TOOL);
    }

    /**
     * Returns whether the request contains results of tool calls that were made without reasoning, either by another
     * model or with reasoning disabled. If a turn begins without reasoning, it must also end without reasoning. Source:
     * https://platform.claude.com/docs/en/build-with-claude/extended-thinking
     */
    private static boolean answersCallsWithoutThinking(ChatCall call) {
        List<Message> messages = call.messages();
        ThinkingBlocks blocks = ThinkingBlocks.of(call.quirks());
        boolean endsWithResults =
                !messages.isEmpty() && messages.getLast().parts().stream().anyMatch(Part.ToolResult.class::isInstance);
        return endsWithResults
                && messages.stream()
                        .filter(message -> message.role() == Role.ASSISTANT)
                        .reduce((earlier, later) -> later)
                        .filter(message -> !blocks.areIn(message.parts()))
                        .isPresent();
    }
}
