package dev.openllm.server.embedding;

import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;

/** Creates embeddings. Implementations are thread-safe. */
@FunctionalInterface
public interface Embeddings {

    /**
     * Returns one vector for each input, in order, and blocks until all vectors are available. Interrupting the calling
     * thread closes the connection to the provider.
     *
     * @param params the request
     * @throws dev.openllm.protocol.error.OpenLlmException for any failure, including {@code cancelled}; if only some of
     *     the inputs failed, the message identifies these inputs
     */
    EmbedResult embed(EmbedParams params);
}
