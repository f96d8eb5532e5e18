package dev.openllm.protocol;

import dev.openllm.protocol.chat.ChatEvent;

/**
 * One event of a running chat or inline completion.
 *
 * @param token the {@code progressToken} of the request's params
 * @param value the event
 */
public record ProgressParams(String token, ChatEvent value) {}
