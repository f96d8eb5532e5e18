package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The counts, in the order of the params: first the texts, then the messages.
 *
 * @param counts tokens
 * @param exact whether the model's own encoding was used
 */
public record CountTokensResult(List<Integer> counts, boolean exact) {

    public CountTokensResult {
        counts = Wire.list(counts);
    }
}
