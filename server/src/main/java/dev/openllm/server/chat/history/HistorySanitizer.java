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
 * Converts a conversation to the shape that a dialect declares as {@link HistoryRules}. The result is deterministic,
 * and the result of a longer conversation begins with that of its start, so that prompt caches of providers stay valid.
 *
 * <p>Always: blank text and empty messages are removed; every tool call is followed by one message that begins with the
 * results of all calls, in their order; call ids are unique; provider state belongs to the requested model.
 *
 * @param toolNames from the caller's tool names to the provider's
 */
public record HistorySanitizer(HistoryRules rules, ModelInfo model, UnaryOperator<String> toolNames) {

    /** @throws OpenLlmException of kind {@code invalid_request} for content that the model does not accept */
    public SanitizedHistory sanitize(List<Message> conversation) {
        List<UserText> warnings = new ArrayList<>();
        List<Message> seen = new Attachments(rules, model, warnings).check(conversation);
        List<Message> own = new PartFilter(rules, model).keep(seen);
        List<Message> paired = ToolPairs.pair(own, rules.toolCallIds(), toolNames);
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
