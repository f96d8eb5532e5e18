/**
 * A conversation with a model in neutral form: messages made of parts, the events of a response, and its result.
 *
 * <p>One word for one thing, in every language of the product: {@code toolCall}, {@code toolResult}, {@code
 * reasoning}, {@code usage}, {@code finishReason}.
 */
package dev.openllm.protocol.chat;
