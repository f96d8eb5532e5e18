package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * One message of a conversation.
 *
 * @param role the author of the message
 * @param parts the parts of the message, in order; can be empty
 */
public record Message(Role role, List<Part> parts) {

    public Message {
        role = Wire.orElse(role, Role.USER);
        parts = Wire.list(parts);
    }

    public static Message system(String text) {
        return new Message(Role.SYSTEM, List.of(new Part.Text(text)));
    }

    public static Message user(String text) {
        return new Message(Role.USER, List.of(new Part.Text(text)));
    }

    public static Message assistant(String text) {
        return new Message(Role.ASSISTANT, List.of(new Part.Text(text)));
    }
}
