package dev.openllm.server.http;

/**
 * A frame of a streamed response body.
 *
 * @param event the name of the server-sent event; empty for unnamed events and NDJSON lines
 * @param data the data of the frame; if the data consists of several lines, they are joined by line feeds
 */
public record ServerEvent(String event, String data) {}
