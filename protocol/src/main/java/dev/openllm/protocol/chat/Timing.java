package dev.openllm.protocol.chat;

import java.util.OptionalLong;

/**
 * The durations of a request, in milliseconds, measured from the start of the request in the server.
 *
 * @param totalMs the time until the end of the response
 * @param firstTokenMs the time until the first text, reasoning, or tool call; absent if the response contained none of
 *     these
 */
public record Timing(long totalMs, OptionalLong firstTokenMs) {}
