package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.text.UserText;
import java.util.List;

/**
 * A conversation in the shape that a dialect declares.
 *
 * @param messages the messages of the conversation
 * @param warnings the warnings that inform the user about omitted content
 */
public record SanitizedHistory(List<Message> messages, List<UserText> warnings) {

    public SanitizedHistory {
        messages = List.copyOf(messages);
        warnings = List.copyOf(warnings);
    }
}
