package dev.openllm.server.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a provider would reject a request for, by its documentation. */
interface ProviderRules {

    /** One sentence for each rule the request breaks; empty when the provider would take it. */
    List<String> violations(JsonNode request);

    /** Collects sentences. */
    final class Findings {
        private final List<String> found = new ArrayList<>();

        void require(boolean holds, String otherwise) {
            if (!holds) {
                found.add(otherwise);
            }
        }

        List<String> all() {
            return List.copyOf(found);
        }
    }

    static boolean isObject(String json) {
        try {
            return dev.openllm.protocol.Wire.JSON.readTree(json).isObject();
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            return false;
        }
    }
}
