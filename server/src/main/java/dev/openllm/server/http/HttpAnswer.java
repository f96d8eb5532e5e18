package dev.openllm.server.http;

import java.io.InputStream;
import java.util.Map;

/**
 * A response whose head has arrived and whose body is still being read. Closing it closes the connection unless the
 * body was read to its end.
 *
 * @param headers names in lowercase; of repeated headers the first
 * @param body blocks; fails with an {@code OpenLlmException} of kind {@code timeout} after too long a silence, of kind
 *     {@code network} when the connection fails, of kind {@code cancelled} when the thread is interrupted
 */
public record HttpAnswer(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** The media type in lowercase without its parameters; empty when the server sent none. */
    public String contentType() {
        String type = headers.getOrDefault("content-type", "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (java.io.IOException ignored) {
            // The connection is gone either way, which is the purpose of closing.
        }
    }
}
