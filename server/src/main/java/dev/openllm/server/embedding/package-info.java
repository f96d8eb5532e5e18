/**
 * Creation of embeddings: the model is resolved, access is checked, the inputs are sent in batches, and the vectors are
 * checked. Requests are retried, signed, and recorded in the same way as chat requests. This package may depend on
 * {@code access}, {@code chat}, {@code dialect}, {@code http}, and {@code provider}.
 */
package dev.openllm.server.embedding;
