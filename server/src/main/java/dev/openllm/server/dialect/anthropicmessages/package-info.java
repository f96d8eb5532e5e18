/**
 * The dialect {@code anthropic-messages}: {@code POST /messages} of Anthropic and of the many servers that speak it.
 *
 * <p>{@link dev.openllm.server.dialect.anthropicmessages.AnthropicMessages} is the way in. What differs between the
 * generations of models is in {@link dev.openllm.server.dialect.anthropicmessages.ClaudeTraits}, the quirks that
 * change it in {@link dev.openllm.server.dialect.anthropicmessages.AnthropicMessagesQuirk}.
 *
 * <p>May touch: {@code protocol}, {@code dialect} and Jackson.
 */
package dev.openllm.server.dialect.anthropicmessages;
