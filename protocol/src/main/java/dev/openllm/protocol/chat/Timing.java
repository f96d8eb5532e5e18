package dev.openllm.protocol.chat;

import java.util.OptionalLong;

/**
 * The durations of a request, in milliseconds from its start in the server.
 *
 * @param totalMs to the end of the response
 * @param firstTokenMs to the first text, reasoning or tool call; absent when there was none
 */
public record Timing(long totalMs, OptionalLong firstTokenMs) {}
