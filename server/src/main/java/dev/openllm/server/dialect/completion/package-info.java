/**
 * Completion of text between a prefix and a suffix, using the APIs that support it. Contains the templates of model
 * families and pure conversions between JSON and text. This package may depend on {@code dialect} and {@code
 * dialect.openai}.
 */
package dev.openllm.server.dialect.completion;
