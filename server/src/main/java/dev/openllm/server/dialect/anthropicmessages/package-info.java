/**
 * The dialect {@code anthropic-messages}: the Anthropic API {@code POST /messages}, which many other providers also
 * support.
 *
 * <p>{@link dev.openllm.server.dialect.anthropicmessages.AnthropicDialect} is the entry point. {@link
 * dev.openllm.server.dialect.anthropicmessages.ClaudeTraits} describes the differences between model generations, and
 * {@link dev.openllm.server.dialect.anthropicmessages.AnthropicQuirk} defines the quirks that override this
 * description.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, and Jackson.
 */
package dev.openllm.server.dialect.anthropicmessages;
