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
    private static final Set<String> REFUSED_AT_THE_ROOT = Set.of("anyOf", "oneOf", "allOf", "not", "enum", "$ref");
    private static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private SchemaCheck() {}

    static List<String> violations(JsonNode schema, ToolRules rules) {
        List<String> found = new ArrayList<>();
        DRAFT_2020_12.validate(schema).forEach(message -> found.add("not of draft 2020-12: " + message));
        if (!schema.path("type").asText().equals("object")) {
            found.add("schema must have type 'object'");
        }
        if (!schema.path("properties").isObject()) {
            found.add("object schema missing properties");
        }
        REFUSED_AT_THE_ROOT.stream().filter(schema::has).forEach(keyword -> found.add(keyword + " at the top level"));
        check(schema, schema, rules, found);
        return found;
    }

    private static void check(JsonNode schema, JsonNode root, ToolRules rules, List<String> found) {
        if (!schema.isObject()) {
            found.add("not an object: " + schema);
            return;
        }
        boolean array = schema.path("type").asText().equals("array")
                || schema.path("type")
                        .valueStream()
                        .anyMatch(type -> type.asText().equals("array"));
        if (rules.itemsRequired() && array && !schema.has("items")) {
            found.add("array schema missing items: " + schema);
        }
        String reference = schema.path("$ref").asText("");
        if (!reference.isEmpty()
                && (!reference.startsWith("#")
                        || root.at(reference.substring(1)).isMissingNode())) {
            found.add("reference to nowhere: " + reference);
        }
        schema.path("properties")
                .properties()
                .forEach(named -> rules.propertyNames()
                        .filter(pattern -> !named.getKey().matches(pattern))
                        .ifPresent(pattern -> found.add("property key " + named.getKey())));
        schema.properties().forEach(field -> {
            if (!rules.keywords().isEmpty() && !rules.keywords().contains(field.getKey())) {
                found.add("keyword " + field.getKey());
            }
        });
        parts(schema).forEach(part -> check(part, root, rules, found));
    }

    private static Stream<JsonNode> parts(JsonNode schema) {
        return schema.propertyStream().flatMap(field -> switch (field.getKey()) {
            case "items", "contains", "not", "if", "then", "else", "propertyNames" -> Stream.of(field.getValue());
            case "allOf", "anyOf", "oneOf", "prefixItems" -> field.getValue().valueStream();
            case "additionalProperties" -> field.getValue().isBoolean() ? Stream.empty() : Stream.of(field.getValue());
            default -> MAPS.contains(field.getKey()) ? field.getValue().valueStream() : Stream.empty();
        });
    }

    static boolean fits(JsonNode value, JsonSchema schema) {
        return schema.validate(value).isEmpty();
    }

    static JsonSchema compiled(JsonNode schema) {
        return FACTORY.getSchema(schema);
    }
}
