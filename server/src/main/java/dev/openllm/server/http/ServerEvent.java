package dev.openllm.server.http;

/**
 * One frame of a streamed body.
 *
 * @param event the name of the server-sent event; empty for unnamed events and NDJSON lines
 * @param data the data; several lines are joined by line feeds
 */
public record ServerEvent(String event, String data) {}
