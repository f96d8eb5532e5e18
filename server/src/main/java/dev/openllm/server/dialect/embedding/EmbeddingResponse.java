package dev.openllm.server.dialect.embedding;

import java.util.List;
import java.util.OptionalLong;

/**
 * A provider's response to an embedding request.
 *
 * @param vectors the vectors in the order of the texts; a vector is empty if the response has no valid vector for the
 *     text
 * @param surplus the number of vectors that do not belong to any text
 * @param inputTokens the number of input tokens that the provider reports; empty if the provider does not report it
 */
public record EmbeddingResponse(List<float[]> vectors, int surplus, OptionalLong inputTokens) {

    public EmbeddingResponse {
        vectors = List.copyOf(vectors);
    }
}
