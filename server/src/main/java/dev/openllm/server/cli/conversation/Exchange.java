package dev.openllm.server.cli.conversation;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import java.util.List;
import java.util.Optional;

/**
 * A line of a stored conversation: a question with everything up to its response, or the withdrawal of one.
 *
 * @param id unique within the conversation
 * @param time when it was stored, in ISO 8601
 * @param model {@code provider/model} that responded
 * @param system the instructions from here on: blank for none; empty if unchanged
 * @param messages the messages added to the conversation
 * @param undone the id of an exchange that is no longer part of the conversation
 */
public record Exchange(
        String id,
        String time,
        String model,
        Optional<String> system,
        List<Message> messages,
        Optional<String> undone) {

    public Exchange {
        id = Wire.orElse(id, "");
        time = Wire.orElse(time, "");
        model = Wire.orElse(model, "");
        messages = Wire.list(messages);
    }
}
