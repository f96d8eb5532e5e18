package dev.openllm.server.cli.conversation;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import java.util.List;
import java.util.Optional;

/**
 * A line in the file of a stored conversation. The line either contains a question with all messages up to and
 * including the response, or withdraws a previous exchange.
 *
 * @param id the ID, which is unique within the conversation
 * @param time the time at which the exchange was stored, in ISO 8601 format
 * @param model the model that responded, in the form {@code provider/model}
 * @param system the instructions that apply from this exchange on: a blank string if the instructions were removed, or
 *     an empty {@code Optional} if they did not change
 * @param messages the messages that were added to the conversation
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
