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
 * Brings a conversation into the shape a dialect declares as {@link HistoryRules}. The same conversation gives the
 * same result each time, and a longer one begins with that of its start, so that providers' prompt caches hold.
 *
 * <p>Whatever the rules: blank text and empty messages are gone; every tool call is followed at once by one
 * message that begins with the results of all calls, in their order; ids of calls are unique; provider state is
 * that of the asked model only.
 *
 * @param toolNames from the caller's names of tools to the provider's
 */
public record HistorySanitizer(HistoryRules rules, ModelInfo model, UnaryOperator<String> toolNames) {

    /** @throws OpenLlmException of kind {@code invalid_request} for what the model cannot take */
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
