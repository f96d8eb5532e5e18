package dev.openllm.protocol.chat;

import java.util.OptionalLong;

/**
 * How long a request took, in milliseconds from its start in the server.
 *
 * @param totalMs to the end of the answer
 * @param firstTokenMs to the first text, reasoning or tool call; absent when there was none
 */
public record Timing(long totalMs, OptionalLong firstTokenMs) {}
