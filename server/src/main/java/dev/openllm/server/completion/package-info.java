/**
 * Inline completions: the model is resolved, access is checked, the text around the cursor is shortened to the length
 * that the model accepts, and the response is ended and trimmed according to rules. Requests are retried, signed, and
 * recorded in the same way as chat requests. This package may depend on {@code access}, {@code chat}, {@code dialect},
 * {@code http}, and {@code provider}.
 */
package dev.openllm.server.completion;
