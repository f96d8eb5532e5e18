package dev.openllm.server.http;

/**
 * One frame of a streamed body.
 *
 * @param event the SSE event name; empty for unnamed events and NDJSON lines
 * @param data the data, several lines joined by a line feed
 */
public record ServerEvent(String event, String data) {}
