package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * A request of a dialect, without the provider's address and key.
 *
 * @param path appended to the base URL, with a leading slash: {@code /chat/completions}. The API version is part of the
 *     base URL ({@code https://api.openai.com/v1}, {@code https://api.anthropic.com/v1}, {@code
 *     https://generativelanguage.googleapis.com/v1beta}); only Ollama's has none
 * @param query query parameters, not yet encoded
 * @param headers headers that the dialect needs, such as {@code anthropic-version}
 * @param body the JSON body, with valid Unicode; empty for GET
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
