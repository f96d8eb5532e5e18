package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Converts field names in requests. Google servers accept two names for each field: the JSON name, such as {@code
 * inlineData}, and the Protocol Buffers name, such as {@code inline_data}. Source:
 * https://protobuf.dev/programming-guides/json/
 */
final class ProtoNames {

    private ProtoNames() {}

    /**
     * Returns the object with its field names converted to JSON names. Nested objects remain unchanged. Returns an
     * empty object for a value that is not an object.
     */
    static ObjectNode withJsonNames(JsonNode node) {
        ObjectNode converted = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> converted.set(camelCase(field.getKey()), field.getValue()));
        return converted;
    }

    private static String camelCase(String name) {
        String[] words = name.split("_");
        StringBuilder joined = new StringBuilder(words.length == 0 ? name : words[0]);
        for (int i = 1; i < words.length; i++) {
            if (!words[i].isEmpty()) {
                joined.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
            }
        }
        return joined.toString();
    }
}
