package dev.openllm.protocol.chat;

import java.util.OptionalLong;

/**
 * Tokens of one request, as the provider counted them. Absent means not reported.
 *
 * @param inputTokens the whole prompt, cached and cache-written tokens included
 * @param outputTokens all that was generated, reasoning included
 * @param cachedInputTokens the part of the input that was read from a cache
 * @param cacheWriteTokens the part of the input that was written to a cache
 * @param reasoningTokens the part of the output that was reasoning
 */
public record Usage(
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        OptionalLong cachedInputTokens,
        OptionalLong cacheWriteTokens,
        OptionalLong reasoningTokens) {

    /** Nothing reported. */
    public static final Usage UNKNOWN = new Usage(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
