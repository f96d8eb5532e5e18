package dev.openllm.server.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it is sent.
 *
 * @param headers all headers, including the key
 * @param body the bytes of the body
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, Optional<byte[]> body, TimeLimits limits) {

    /** The User-Agent of every request. */
    public static final String USER_AGENT = "open-llm";

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Never shows headers, body or query, which can contain keys or a conversation. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getHost() + uri.getPath();
    }
}
