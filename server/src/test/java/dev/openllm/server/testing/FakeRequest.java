package dev.openllm.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.util.Map;

/**
 * A request as a {@link FakeProvider} got it.
 *
 * @param path without the query
 * @param query as it was sent, without the question mark; empty when there was none
 * @param headers names in lower case
 */
public record FakeRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return Wire.JSON.readTree(body);
        } catch (IOException broken) {
            throw new AssertionError("The body is not JSON: " + new String(body), broken);
        }
    }

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }
}
