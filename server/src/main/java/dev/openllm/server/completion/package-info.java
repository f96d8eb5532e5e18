/**
 * Inline completions: the model is resolved, access checked, the text around the cursor shortened to what the model
 * accepts, and the response ended and trimmed by rules. A request is retried, signed and recorded as a chat is. It may
 * use {@code access}, {@code chat}, {@code dialect}, {@code http} and {@code provider}.
 */
package dev.openllm.server.completion;
