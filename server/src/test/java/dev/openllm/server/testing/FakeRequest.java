package dev.openllm.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.util.Map;

/**
 * A request that a {@link FakeProvider} received.
 *
 * @param path the path without the query
 * @param query the query as it was sent, without the question mark, or an empty string if there was none
 * @param headers the headers, with names in lowercase
 */
public record FakeRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** Returns the body as parsed JSON. */
    public JsonNode json() {
        try {
            return Wire.JSON.readTree(body);
        } catch (IOException invalid) {
            throw new AssertionError("The body is not JSON: " + new String(body), invalid);
        }
    }

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }
}
