package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Strings and messages to count in one call.
 *
 * @param model {@code provider/model}
 * @param texts strings, counted before the messages
 * @param messages complete messages, with all their parts
 */
public record CountTokensParams(String model, List<String> texts, List<Message> messages) {

    public CountTokensParams {
        model = Wire.orElse(model, "");
        texts = Wire.list(texts);
        messages = Wire.list(messages);
    }
}
