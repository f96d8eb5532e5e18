/**
 * Embeddings of texts: the model is resolved, access checked, the texts sent in batches and the vectors checked. A
 * request is retried, signed and recorded as a chat is. This package may use {@code access}, {@code chat}, {@code dialect},
 * {@code http} and {@code provider}.
 */
package dev.openllm.server.embedding;
