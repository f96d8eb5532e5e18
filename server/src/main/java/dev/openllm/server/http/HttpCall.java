package dev.openllm.server.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it is sent.
 *
 * @param headers all headers, the key's included
 * @param body the bytes of the body
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, Optional<byte[]> body, TimeLimits limits) {

    /** The User-Agent of every request. */
    public static final String USER_AGENT = "open-llm";

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Never shows headers, body or the query, which may hold keys or a conversation. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getHost() + uri.getPath();
    }
}
