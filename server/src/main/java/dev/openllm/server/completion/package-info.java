/**
 * Creates inline completions. This package resolves the model, checks access, shortens the text around the cursor to
 * the length that the model accepts, and applies the rules by which the response is ended and trimmed. Requests are
 * retried, signed, and recorded in the same way as chat requests. This package may depend on {@code access}, {@code
 * chat}, {@code dialect}, {@code http}, and {@code provider}.
 */
package dev.openllm.server.completion;
