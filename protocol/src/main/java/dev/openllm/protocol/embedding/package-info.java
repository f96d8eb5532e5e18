/** Embeddings: requests contain strings, and results vectors. */
package dev.openllm.protocol.embedding;
