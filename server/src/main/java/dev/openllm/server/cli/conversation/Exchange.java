package dev.openllm.server.cli.conversation;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import java.util.List;
import java.util.Optional;

/**
 * A line of a stored conversation: a question with all subsequent messages, including the response, or the withdrawal
 * of a previous exchange.
 *
 * @param id the ID, which is unique within the conversation
 * @param time the time of storage, in ISO 8601 format
 * @param model the responding model, as {@code provider/model}
 * @param system the instructions from this exchange on: blank if removed, empty if unchanged
 * @param messages the messages added to the conversation
 * @param undone the ID of an exchange that is no longer part of the conversation
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
