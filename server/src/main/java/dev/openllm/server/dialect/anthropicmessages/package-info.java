/**
 * The dialect {@code anthropic-messages}: Anthropic's {@code POST /messages} API, which many other servers also
 * support.
 *
 * <p>{@link dev.openllm.server.dialect.anthropicmessages.AnthropicDialect} is the entry point. {@link
 * dev.openllm.server.dialect.anthropicmessages.ClaudeTraits} describes the differences between model generations, and
 * {@link dev.openllm.server.dialect.anthropicmessages.AnthropicQuirk} defines the quirks that override them.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, and Jackson.
 */
package dev.openllm.server.dialect.anthropicmessages;
