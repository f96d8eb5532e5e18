package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Normalizes the JSON of requests so that requests that every server treats alike are equal. */
public final class SameJson {

    private final Map<String, String> ids = new HashMap<>();

    /**
     * Returns a copy with sorted object keys, no null values, numbers as doubles, and parsed arguments. Tool call IDs
     * are numbered in the order of their first occurrence.
     */
    public static JsonNode of(JsonNode request) {
        return new SameJson().normalize(request, "");
    }

    private JsonNode normalize(JsonNode node, String name) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = Wire.JSON.createObjectNode();
                object.properties().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .filter(field -> !field.getValue().isNull())
                        .forEach(field -> copy.set(field.getKey(), normalize(field.getValue(), field.getKey())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = Wire.JSON.createArrayNode();
                array.forEach(element -> copy.add(normalize(element, name)));
                yield copy;
            }
            default -> {
                if (node.isNumber()) {
                    yield DoubleNode.valueOf(node.asDouble());
                }
                yield switch (name) {
                    case "arguments" ->
                        ToolArguments.parse(node.asText())
                                .map(JsonNode.class::cast)
                                .orElse(node);
                    case "id", "tool_call_id", "call_id" ->
                        TextNode.valueOf(ids.computeIfAbsent(node.asText(), id -> "id " + ids.size()));
                    default -> node;
                };
            }
        };
    }

    /** Removes fields from a node if the node is an object. */
    public static void removeFields(JsonNode node, List<String> fields) {
        if (node instanceof ObjectNode object) {
            object.remove(fields);
        }
    }
}
