package dev.openllm.server.dialect.embedding;

import java.util.List;
import java.util.OptionalLong;

/**
 * A provider's response to an embedding request.
 *
 * @param vectors the vectors in the order of the inputs; a vector is empty if the response contains no valid vector for
 *     the input
 * @param surplus the number of vectors that do not belong to any input
 * @param inputTokens the number of input tokens that the provider reports; empty if the provider does not report this
 *     number
 */
public record EmbeddingResponse(List<float[]> vectors, int surplus, OptionalLong inputTokens) {

    public EmbeddingResponse {
        vectors = List.copyOf(vectors);
    }
}
