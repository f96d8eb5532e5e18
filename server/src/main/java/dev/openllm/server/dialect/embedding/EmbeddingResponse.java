package dev.openllm.server.dialect.embedding;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a provider returned for one request.
 *
 * @param vectors one for each text, in their order; an empty one where the response has none that is valid
 * @param surplus vectors that belong to no text
 * @param inputTokens as the provider counted them
 */
public record EmbeddingResponse(List<float[]> vectors, int surplus, OptionalLong inputTokens) {

    public EmbeddingResponse {
        vectors = List.copyOf(vectors);
    }
}
