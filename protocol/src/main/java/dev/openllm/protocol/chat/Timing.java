package dev.openllm.protocol.chat;

import java.util.OptionalLong;

/**
 * The durations of a request, in milliseconds, measured from the start of the request in the server.
 *
 * @param totalMs the time to the end of the response
 * @param firstTokenMs the time to the first text, reasoning, or tool call; absent if there was none
 */
public record Timing(long totalMs, OptionalLong firstTokenMs) {}
