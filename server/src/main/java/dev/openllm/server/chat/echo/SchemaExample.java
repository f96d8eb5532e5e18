package dev.openllm.server.chat.echo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Creates the simplest value that conforms to a JSON Schema: the value includes only required properties, uses the
 * first of several alternatives, and contains no array items.
 */
final class SchemaExample {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 8;

    private SchemaExample() {}

    static JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    private static JsonNode of(JsonNode schema, int depth) {
        for (String keyword : new String[] {"const", "default"}) {
            if (schema.has(keyword)) {
                return schema.get(keyword);
            }
        }
        for (String keyword : new String[] {"enum", "examples"}) {
            if (schema.path(keyword).size() > 0) {
                return schema.get(keyword).get(0);
            }
        }
        for (String keyword : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.path(keyword).size() > 0 && depth < MAX_DEPTH) {
                return of(schema.get(keyword).get(0), depth + 1);
            }
        }
        JsonNode type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
        return switch (type.asText("object")) {
            case "string" -> JSON.textNode("text");
            case "integer", "number" -> JSON.numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            case "array" -> array(schema, depth);
            default -> object(schema, depth);
        };
    }

    private static JsonNode array(JsonNode schema, int depth) {
        var array = JSON.arrayNode();
        for (int i = 0; i < schema.path("minItems").asInt(0) && depth < MAX_DEPTH; i++) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    private static ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (isRequired(schema, property.getKey()) && depth < MAX_DEPTH) {
                object.set(property.getKey(), of(property.getValue(), depth + 1));
            }
        }
        return object;
    }

    private static boolean isRequired(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
