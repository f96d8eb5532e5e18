package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Converts a JSON Schema to the form that the Anthropic API accepts for structured output. */
final class ClaudeSchema {

    private static final List<String> UNIONS = List.of("oneOf", "anyOf", "allOf");

    /**
     * The keywords that are rejected in a response schema. Source:
     * https://platform.claude.com/docs/en/build-with-claude/structured-outputs
     */
    private static final Set<String> NOT_ENFORCED = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames");

    /** The keywords that map user-defined names to schemas. */
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");

    private ClaudeSchema() {}

    /**
     * Returns a response schema in which no object allows additional properties. Keywords that the API cannot enforce
     * are omitted.
     */
    static JsonNode forResponse(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode result = Wire.JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (MAPS.contains(field.getKey()) && field.getValue().isObject()) {
                ObjectNode map = result.putObject(field.getKey());
                field.getValue().properties().forEach(entry -> map.set(entry.getKey(), forResponse(entry.getValue())));
            } else if (UNIONS.contains(field.getKey()) && field.getValue().isArray()) {
                var choices = result.putArray(field.getKey());
                field.getValue().forEach(choice -> choices.add(forResponse(choice)));
            } else if (field.getKey().equals("items")) {
                result.set("items", forResponse(field.getValue()));
            } else if (!NOT_ENFORCED.contains(field.getKey())) {
                result.set(field.getKey(), field.getValue());
            }
        }
        if (result.path("minItems").asInt(0) > 1) { // the API accepts the values 0 and 1
            result.remove("minItems");
        }
        if (result.path("type").asText().equals("object") || result.has("properties")) {
            result.put("additionalProperties", false);
        }
        return result;
    }
}
