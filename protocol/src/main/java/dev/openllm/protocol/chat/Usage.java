package dev.openllm.protocol.chat;

import java.util.OptionalLong;

/**
 * The token usage of one request, as reported by the provider. Values that the provider did not report are absent.
 *
 * @param inputTokens the tokens of the complete prompt, including tokens read from and written to a cache
 * @param outputTokens all generated tokens, including reasoning
 * @param cachedInputTokens the input tokens read from a cache
 * @param cacheWriteTokens the input tokens written to a cache
 * @param reasoningTokens the output tokens used for reasoning
 */
public record Usage(
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        OptionalLong cachedInputTokens,
        OptionalLong cacheWriteTokens,
        OptionalLong reasoningTokens) {

    /** The usage of a request for which the provider did not report token counts. */
    public static final Usage UNKNOWN = new Usage(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
