/**
 * Completions of a text between a prefix and a suffix, over the APIs that support them: pure conversion between JSON
 * and text, and the templates of model families. This package may use {@code dialect} and {@code dialect.openai}.
 */
package dev.openllm.server.dialect.completion;
