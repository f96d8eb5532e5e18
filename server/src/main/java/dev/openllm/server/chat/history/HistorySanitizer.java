package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.HistoryRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Converts a conversation to the shape that a dialect declares in {@link HistoryRules}. The result is deterministic. If
 * messages are added to a conversation, the new result begins with the previous result, so providers' prompt caches
 * remain valid.
 *
 * <p>For every dialect, the result contains no blank text and no empty messages. Every message that contains tool calls
 * is followed by one message that begins with the results of these calls, in the order of the calls. Call IDs are
 * unique. Provider state is included only if it belongs to the requested model.
 *
 * @param rules the rules of the dialect
 * @param model the requested model
 * @param toolNames the mapping from the caller's tool names to the provider's tool names
 */
public record HistorySanitizer(HistoryRules rules, ModelInfo model, UnaryOperator<String> toolNames) {

    /**
     * Converts a conversation to the shape that the dialect declares.
     *
     * @throws OpenLlmException of kind {@code invalid_request} if the conversation contains content that the model does
     *     not accept
     */
    public SanitizedHistory sanitize(List<Message> conversation) {
        List<UserText> warnings = new ArrayList<>();
        List<Message> checked = new Attachments(rules, model, warnings).check(conversation);
        List<Message> filtered = new PartFilter(rules, model).filter(checked);
        List<Message> paired = ToolPairs.pair(filtered, rules.toolCallIds(), toolNames);
        List<Message> moved = rules.imagesInToolResults() ? paired : ResultAttachments.moveOut(paired);
        List<Message> ordered = new RoleOrder(rules).order(moved);
        if (ordered.isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("The conversation is empty."),
                    UserText.of("Enter a message first."));
        }
        return new SanitizedHistory(ordered, warnings);
    }
}
