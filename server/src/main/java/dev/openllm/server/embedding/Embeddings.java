package dev.openllm.server.embedding;

import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;

/** Embeddings of texts. Safe for use by many threads. */
@FunctionalInterface
public interface Embeddings {

    /**
     * Returns one vector for each text, in order, and blocks until all are available. An interrupt of the calling
     * thread closes the connection to the provider.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException for every failure, {@code cancelled} included; if only some
     *     of the texts failed, its message names them
     */
    EmbedResult embed(EmbedParams params);
}
