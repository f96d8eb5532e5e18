/**
 * Conversations with a model, independent of the provider: messages that consist of parts, the events of a response,
 * and the result.
 *
 * <p>Each concept has the same name in every language of the product: {@code toolCall}, {@code toolResult}, {@code
 * reasoning}, {@code usage}, and {@code finishReason}.
 */
package dev.openllm.protocol.chat;
