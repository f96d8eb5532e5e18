package dev.openllm.protocol.chat;

import java.util.OptionalLong;

/**
 * Tokens of one request, as the provider counted them. An absent value was not reported.
 *
 * @param inputTokens the complete prompt, including tokens read from and written to a cache
 * @param outputTokens all generated tokens, including reasoning
 * @param cachedInputTokens input tokens read from a cache
 * @param cacheWriteTokens input tokens written to a cache
 * @param reasoningTokens output tokens used for reasoning
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
