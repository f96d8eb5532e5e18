package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/**
 * Converts schemas from the OpenAPI subset that the Gemini API uses to JSON Schema. Source:
 * https://ai.google.dev/api/caching#Schema
 */
final class OpenApiSubset {

    /** The names of the integer fields that are encoded as strings in the JSON format of Protocol Buffers. */
    private static final Set<String> INTEGER_FIELDS =
            Set.of("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength");

    private static final Set<String> SCHEMA_FIELDS = Set.of("items", "additionalProperties");
    private static final Set<String> SCHEMA_LIST_FIELDS = Set.of("anyOf", "prefixItems");
    private static final Set<String> SCHEMA_MAP_FIELDS = Set.of("properties", "defs");

    private OpenApiSubset() {}

    static JsonNode jsonSchema(JsonNode openApiSchema) {
        if (!openApiSchema.isObject()) {
            return openApiSchema;
        }
        ObjectNode source = ProtoNames.withJsonNames(openApiSchema);
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        source.properties().forEach(field -> add(field.getKey(), field.getValue(), schema));
        if (source.path("nullable").asBoolean()) {
            makeNullable(schema);
        }
        return schema;
    }

    private static void add(String name, JsonNode value, ObjectNode schema) {
        switch (name) {
            case "type" -> addType(value.asText(), schema);
            case "nullable", "propertyOrdering" -> {}
            case "example" -> schema.putArray("examples").add(value);
            case "ref", "$ref" -> schema.set("$ref", value);
            case "defs" -> schema.set("$defs", convertMap(value));
            default -> schema.set(name, convert(name, value));
        }
    }

    private static JsonNode convert(String name, JsonNode value) {
        if (SCHEMA_FIELDS.contains(name)) {
            return jsonSchema(value);
        }
        if (SCHEMA_LIST_FIELDS.contains(name)) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> list.add(jsonSchema(item)));
            return list;
        }
        if (SCHEMA_MAP_FIELDS.contains(name)) {
            return convertMap(value);
        }
        return INTEGER_FIELDS.contains(name) && value.asText().matches("\\d{1,9}")
                ? JsonNodeFactory.instance.numberNode(value.asInt())
                : value;
    }

    /** Converts the schemas in a map. The property names are defined by the client and remain unchanged. */
    private static ObjectNode convertMap(JsonNode schemas) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        schemas.properties().forEach(entry -> map.set(entry.getKey(), jsonSchema(entry.getValue())));
        return map;
    }

    private static void addType(String type, ObjectNode schema) {
        if (!type.isEmpty() && !type.equals("TYPE_UNSPECIFIED")) {
            schema.put("type", type.toLowerCase(Locale.ROOT));
        }
    }

    private static void makeNullable(ObjectNode schema) {
        if (schema.has("type")) {
            String type = schema.path("type").asText();
            schema.putArray("type").add(type).add("null");
        }
        if (schema.path("anyOf") instanceof ArrayNode choices) {
            choices.addObject().put("type", "null");
        }
        if (schema.path("enum") instanceof ArrayNode values) {
            schema.set("enum", values.deepCopy().addNull());
        }
    }
}
