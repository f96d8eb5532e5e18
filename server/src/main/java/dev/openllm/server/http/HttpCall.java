package dev.openllm.server.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request to be sent.
 *
 * @param headers all headers, including the header that contains the API key
 * @param body the bytes of the body; empty if the request has no body
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, Optional<byte[]> body, TimeLimits limits) {

    /** The value of the {@code User-Agent} header in every request. */
    public static final String USER_AGENT = "open-llm";

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /**
     * Returns a description of the request without the headers, the body, and the query, because these can contain API
     * keys or a conversation.
     */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getHost() + uri.getPath();
    }
}
