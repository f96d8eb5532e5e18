/**
 * Encodes requests and reads responses for the completion of text between a prefix and a suffix, for all APIs that
 * support such completion. This package contains the templates of model families and pure conversions between JSON and
 * text. It may depend on {@code dialect} and {@code dialect.openai}.
 */
package dev.openllm.server.dialect.completion;
