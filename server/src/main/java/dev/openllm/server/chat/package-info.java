/**
 * The life of one request: resolve, check, sanitize, send, read, retry, account. It begins in {@link
 * dev.openllm.server.chat.ChatPipeline}.
 *
 * <p>{@code history} shapes conversations, {@code learning} learns from refusals, {@code tokens} counts, {@code echo}
 * is the model without network.
 *
 * <p>May touch: {@code provider} and everything {@code provider} may touch.
 */
package dev.openllm.server.chat;
