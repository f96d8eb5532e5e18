/**
 * Inline completions: the model is found, its use allowed, the text around the cursor shortened to what the model
 * accepts, and the response ended and trimmed by rules. A request is retried, signed and recorded as a chat is. May use
 * {@code access}, {@code chat}, {@code dialect}, {@code http} and {@code provider}.
 */
package dev.openllm.server.completion;
