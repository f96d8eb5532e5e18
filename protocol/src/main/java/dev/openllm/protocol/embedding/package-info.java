/** Embeddings: texts in, vectors out. */
package dev.openllm.protocol.embedding;
