/**
 * The dialect {@code anthropic-messages}: {@code POST /messages} of Anthropic and of the many servers with the same
 * API.
 *
 * <p>{@link dev.openllm.server.dialect.anthropicmessages.AnthropicDialect} is the entry point. The differences between
 * the generations of models are in {@link dev.openllm.server.dialect.anthropicmessages.ClaudeTraits}, the quirks that
 * change it in {@link dev.openllm.server.dialect.anthropicmessages.AnthropicQuirk}.
 *
 * <p>This package may use {@code protocol}, {@code dialect} and Jackson.
 */
package dev.openllm.server.dialect.anthropicmessages;
