/** Embeddings: requests contain strings or token IDs, and results contain vectors. */
package dev.openllm.protocol.embedding;
