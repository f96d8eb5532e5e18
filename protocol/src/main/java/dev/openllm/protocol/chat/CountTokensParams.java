package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Strings and messages whose tokens are counted in one call.
 *
 * @param model the model, as {@code provider/model}
 * @param texts the strings, whose counts precede those of the messages in the result
 * @param messages the messages, including all of their parts
 */
public record CountTokensParams(String model, List<String> texts, List<Message> messages) {

    public CountTokensParams {
        model = Wire.orElse(model, "");
        texts = Wire.list(texts);
        messages = Wire.list(messages);
    }
}
