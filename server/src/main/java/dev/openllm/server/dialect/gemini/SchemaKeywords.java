package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Detects what a JSON Schema allows, regardless of which of several equivalent keywords the schema uses. */
final class SchemaKeywords {

    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "array", "object");

    private static final Set<String> ANNOTATIONS =
            Set.of("title", "description", "default", "examples", "$comment", "$defs");

    private SchemaKeywords() {}

    /** Returns the types, except {@code null}, that a schema specifies or implies. */
    static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        List<String> named = type.isTextual() ? List.of(type.asText()) : texts(type);
        List<String> known = named.stream()
                .map(String::toLowerCase)
                .filter(TYPES::contains)
                .distinct()
                .toList();
        if (!known.isEmpty()) {
            return known;
        }
        if (schema.has("properties") || schema.has("additionalProperties") || schema.has("required")) {
            return List.of("object");
        }
        if (schema.has("items") || schema.has("prefixItems")) {
            return List.of("array");
        }
        return values(schema).stream()
                .filter(value -> !value.isNull())
                .findFirst()
                .map(value -> List.of(typeOf(value)))
                .orElse(List.of("string"));
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "string";
        };
    }

    /** Returns whether a schema allows any value. */
    static boolean isUnconstrained(JsonNode schema) {
        return schema.propertyStream().allMatch(field -> ANNOTATIONS.contains(field.getKey()));
    }

    /** Returns the values to which a schema is restricted, or an empty list if the schema does not list any values. */
    static List<JsonNode> values(JsonNode schema) {
        if (schema.has("const")) {
            return List.of(schema.path("const"));
        }
        return schema.path("enum").isArray() ? schema.path("enum").valueStream().toList() : List.of();
    }

    static boolean allowsNull(JsonNode schema) {
        return schema.path("nullable").asBoolean()
                || schema.path("type").asText().equals("null")
                || texts(schema.path("type")).contains("null")
                || values(schema).stream().anyMatch(JsonNode::isNull)
                || alternatives(schema).stream().anyMatch(SchemaKeywords::isNullSchema);
    }

    /** Returns the alternatives of a schema, except {@code null}. */
    static List<JsonNode> choices(JsonNode schema) {
        return alternatives(schema).stream()
                .filter(choice -> choice.isObject() && !isNullSchema(choice))
                .toList();
    }

    private static List<JsonNode> alternatives(JsonNode schema) {
        JsonNode either = schema.path("anyOf").isArray() ? schema.path("anyOf") : schema.path("oneOf");
        return either.isArray() ? either.valueStream().toList() : List.of();
    }

    private static boolean isNullSchema(JsonNode schema) {
        return schema.path("type").asText().equals("null")
                || schema.has("const") && schema.path("const").isNull();
    }

    /** Returns the strings in an array, ignoring other elements. */
    static List<String> texts(JsonNode array) {
        return array.isArray()
                ? array.valueStream()
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText)
                        .toList()
                : List.of();
    }
}
