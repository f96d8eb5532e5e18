package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks the schema of a tool for constructs that providers reject, based on their documentation and error messages.
 */
final class SchemaCheck {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final JsonSchema DRAFT_2020_12 = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));
    private static final Set<String> DISALLOWED_ROOT_KEYWORDS =
            Set.of("anyOf", "oneOf", "allOf", "not", "enum", "$ref");
    private static final Set<String> SCHEMA_MAPS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private SchemaCheck() {}

    static List<String> violations(JsonNode schema, ToolRules rules) {
        List<String> violations = new ArrayList<>();
        DRAFT_2020_12.validate(schema).forEach(message -> violations.add("not of draft 2020-12: " + message));
        if (!schema.path("type").asText().equals("object")) {
            violations.add("schema must have type 'object'");
        }
        if (!schema.path("properties").isObject()) {
            violations.add("object schema missing properties");
        }
        DISALLOWED_ROOT_KEYWORDS.stream()
                .filter(schema::has)
                .forEach(keyword -> violations.add(keyword + " at the top level"));
        check(schema, schema, rules, violations);
        return violations;
    }

    private static void check(JsonNode schema, JsonNode root, ToolRules rules, List<String> violations) {
        if (!schema.isObject()) {
            violations.add("not an object: " + schema);
            return;
        }
        boolean isArray = schema.path("type").asText().equals("array")
                || schema.path("type")
                        .valueStream()
                        .anyMatch(type -> type.asText().equals("array"));
        if (rules.itemsRequired() && isArray && !schema.has("items")) {
            violations.add("array schema missing items: " + schema);
        }
        String reference = schema.path("$ref").asText("");
        if (!reference.isEmpty()
                && (!reference.startsWith("#")
                        || root.at(reference.substring(1)).isMissingNode())) {
            violations.add("reference to nowhere: " + reference);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> rules.propertyNames()
                        .filter(pattern -> !property.getKey().matches(pattern))
                        .ifPresent(pattern -> violations.add("property key " + property.getKey())));
        schema.properties().forEach(field -> {
            if (!rules.keywords().isEmpty() && !rules.keywords().contains(field.getKey())) {
                violations.add("keyword " + field.getKey());
            }
        });
        subschemas(schema).forEach(subschema -> check(subschema, root, rules, violations));
    }

    private static Stream<JsonNode> subschemas(JsonNode schema) {
        return schema.propertyStream().flatMap(field -> switch (field.getKey()) {
            case "items", "contains", "not", "if", "then", "else", "propertyNames" -> Stream.of(field.getValue());
            case "allOf", "anyOf", "oneOf", "prefixItems" -> field.getValue().valueStream();
            case "additionalProperties" -> field.getValue().isBoolean() ? Stream.empty() : Stream.of(field.getValue());
            default -> SCHEMA_MAPS.contains(field.getKey()) ? field.getValue().valueStream() : Stream.empty();
        });
    }

    static boolean matches(JsonNode value, JsonSchema schema) {
        return schema.validate(value).isEmpty();
    }

    static JsonSchema compile(JsonNode schema) {
        return FACTORY.getSchema(schema);
    }
}
