package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The token counts, in the order of the params: first the strings, then the messages.
 *
 * @param counts the numbers of tokens
 * @param exact whether the model's own encoding was used
 */
public record CountTokensResult(List<Integer> counts, boolean exact) {

    public CountTokensResult {
        counts = Wire.list(counts);
    }
}
