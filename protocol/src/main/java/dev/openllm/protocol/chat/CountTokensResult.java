package dev.openllm.protocol.chat;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The token counts, in the order of the params: first the strings, then the messages.
 *
 * @param counts the number of tokens in each string and message
 * @param exact whether the tokens were counted with the model's own encoding; if not, the counts are estimates
 */
public record CountTokensResult(List<Integer> counts, boolean exact) {

    public CountTokensResult {
        counts = Wire.list(counts);
    }
}
