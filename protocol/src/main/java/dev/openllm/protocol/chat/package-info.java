/**
 * A conversation with a model in neutral form: messages that consist of parts, the events of a response, and its
 * result.
 *
 * <p>Each concept has one name in every language of the product: {@code toolCall}, {@code toolResult}, {@code
 * reasoning}, {@code usage}, and {@code finishReason}.
 */
package dev.openllm.protocol.chat;
