/**
 * Creates embeddings. This package resolves the model, checks access, sends the inputs in batches, and checks the
 * vectors. Requests are retried, signed, and recorded in the same way as chat requests. This package may depend on
 * {@code access}, {@code chat}, {@code dialect}, {@code http}, and {@code provider}.
 */
package dev.openllm.server.embedding;
