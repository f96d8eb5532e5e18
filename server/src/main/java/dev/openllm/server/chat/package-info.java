/**
 * Handles a chat request from start to end: model resolution, access checks, conversion, sending, reading, retries, and
 * usage. The entry point is {@link dev.openllm.server.chat.ChatPipeline}.
 *
 * <p>{@code history} converts conversations, {@code learning} learns quirks from refusals, {@code tokens} counts
 * tokens, and {@code echo} contains the built-in model, which requires no network access.
 *
 * <p>This package may depend on {@code provider} and on every package that {@code provider} may depend on.
 */
package dev.openllm.server.chat;
