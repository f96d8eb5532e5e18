package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request that a dialect created. The request does not contain the provider's base URL or API key.
 *
 * @param method the HTTP method
 * @param path the path to append to the base URL, starting with a slash, such as {@code /chat/completions}. The path
 *     does not contain the API version, which is part of the base URL ({@code https://api.openai.com/v1}, {@code
 *     https://api.anthropic.com/v1}, {@code https://generativelanguage.googleapis.com/v1beta}); the Ollama API has no
 *     version
 * @param query the query parameters, not yet encoded
 * @param headers the headers that the dialect requires, such as {@code anthropic-version}
 * @param body the JSON body, which is valid Unicode; empty for GET requests
 */
public record WireRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, Optional<ObjectNode> body) {

    public WireRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        body = body.map(WellFormedText::repaired);
    }

    public static WireRequest post(String path, ObjectNode body) {
        return new WireRequest("POST", path, Map.of(), Map.of(), Optional.of(body));
    }

    public static WireRequest get(String path) {
        return new WireRequest("GET", path, Map.of(), Map.of(), Optional.empty());
    }
}
