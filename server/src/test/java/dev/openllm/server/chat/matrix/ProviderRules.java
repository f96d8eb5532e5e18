package dev.openllm.server.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The documented reasons for which a provider rejects a request. */
interface ProviderRules {

    /**
     * Returns a message for each rule that the request violates, or an empty list if the provider would accept the
     * request.
     */
    List<String> violations(JsonNode request);

    /** A list of violations. */
    final class Findings {
        private final List<String> messages = new ArrayList<>();

        void require(boolean condition, String message) {
            if (!condition) {
                messages.add(message);
            }
        }

        List<String> all() {
            return List.copyOf(messages);
        }
    }

    static boolean isObject(String json) {
        try {
            return dev.openllm.protocol.Wire.JSON.readTree(json).isObject();
        } catch (com.fasterxml.jackson.core.JsonProcessingException invalid) {
            return false;
        }
    }
}
