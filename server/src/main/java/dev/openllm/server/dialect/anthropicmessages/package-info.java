/**
 * The dialect {@code anthropic-messages}: the Anthropic API {@code POST /messages}, which many other providers also
 * support.
 *
 * <p>{@link dev.openllm.server.dialect.anthropicmessages.AnthropicDialect} is the entry point. {@link
 * dev.openllm.server.dialect.anthropicmessages.ClaudeTraits} derives the features of a model from its generation, and
 * {@link dev.openllm.server.dialect.anthropicmessages.AnthropicQuirk} defines the quirks that override these features.
 *
 * <p>This package may depend on {@code protocol}, {@code dialect}, and Jackson.
 */
package dev.openllm.server.dialect.anthropicmessages;
