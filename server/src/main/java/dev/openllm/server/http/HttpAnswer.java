package dev.openllm.server.http;

import java.io.InputStream;
import java.util.Map;

/**
 * A response whose head has been received, but whose body has not yet been read completely. Closing the response closes
 * the connection unless the body can be read to its end without delay.
 *
 * @param headers the header values by lowercase header name; if a header is repeated, only its first value
 * @param body the body, which blocks while it is read; reading fails with an {@code OpenLlmException} of kind {@code
 *     timeout} if no data arrives within the time limit, {@code network} if the connection fails, or {@code cancelled}
 *     if the thread is interrupted
 */
public record HttpAnswer(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /**
     * Returns the media type in lowercase, without parameters, or an empty string if the server did not send a media
     * type.
     */
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
            // The connection is closed even if this method throws an exception.
        }
    }
}
