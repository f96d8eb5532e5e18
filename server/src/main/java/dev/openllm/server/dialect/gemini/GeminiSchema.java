package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts a JSON Schema to the subset of OpenAPI that {@code parameters} and {@code responseSchema} accept. The API
 * rejects any other keyword with status 400. Restrictions that cannot be expressed are omitted, so the result is never
 * more restrictive than the original. Source: https://ai.google.dev/api/caching#Schema
 */
final class GeminiSchema {

    private static final Map<String, Set<String>> FORMATS = Map.of(
            "string", Set.of("date-time"),
            "number", Set.of("float", "double"),
            "integer", Set.of("int32", "int64"));
    private static final Set<String> COPIED_KEYWORDS =
            Set.of("description", "minItems", "maxItems", "minLength", "maxLength", "pattern", "minimum", "maximum");
    /**
     * The maximum number of schemas in the result. The limit is necessary because inlining references can multiply the
     * number of schemas. Schemas that exceed the limit are replaced with schemas that allow any value.
     */
    private static final int MAX_SCHEMAS = 5_000;

    private final JsonNode root;
    private final Deque<String> openReferences = new ArrayDeque<>();
    private int schemaCount;

    private GeminiSchema(JsonNode root) {
        this.root = root;
    }

    static ObjectNode openApi(ObjectNode schema) {
        return new GeminiSchema(schema).convert(schema);
    }

    private ObjectNode convert(JsonNode schema) {
        if (++schemaCount > MAX_SCHEMAS || !schema.isObject() || SchemaKeywords.isUnconstrained(schema)) {
            return anyValue(schema);
        }
        if (schema.path("$ref").isTextual()) {
            return convertReference(schema);
        }
        return schema.path("allOf").isArray() ? convertAllOf(schema) : convertMerged(schema);
    }

    private ObjectNode convertMerged(JsonNode merged) {
        ObjectNode result = Wire.JSON.createObjectNode();
        List<String> types = SchemaKeywords.types(merged);
        List<JsonNode> choices = SchemaKeywords.choices(merged);
        if (SchemaKeywords.allowsNull(merged)) {
            result.put("nullable", true);
        }
        if (choices.size() == 1) {
            result.setAll(convert(withSiblings(merged, choices.getFirst())));
            return result;
        }
        if (choices.isEmpty() && types.size() == 1) {
            return convertType(types.getFirst(), merged, result);
        }
        copyDescription(merged, result);
        ObjectNode shared = merged.deepCopy();
        shared.remove("description");
        ArrayNode anyOf = result.putArray("anyOf");
        choices.forEach(choice -> anyOf.add(convert(withSiblings(shared, choice))));
        if (choices.isEmpty()) {
            types.forEach(type -> anyOf.add(convertType(type, shared, Wire.JSON.createObjectNode())));
        }
        return result;
    }

    private ObjectNode convertReference(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        JsonNode target = resolve(reference);
        if (!target.isObject()) {
            return openReferences.contains(reference) ? convertRecursion(reference, schema) : anyValue(schema);
        }
        openReferences.push(reference);
        ObjectNode sibling = schema.deepCopy();
        sibling.remove("$ref");
        ObjectNode result = convert(withSiblings(sibling, target));
        openReferences.pop();
        return result;
    }

    /**
     * Converts a recursive reference without nesting its target again. If the target is an object schema, the result
     * allows any object; otherwise, the result allows any value.
     */
    private ObjectNode convertRecursion(String reference, JsonNode schema) {
        JsonNode target = root.at(reference.substring(1).replace("%24", "$"));
        ObjectNode any = target.path("type").asText().equals("object") ? object("object") : anyValue(schema);
        copyDescription(schema, any);
        return any;
    }

    /**
     * Returns the target of a reference, or a missing node if the target is already being inlined or is outside the
     * schema. The {@code $} of {@code #/$defs} can be percent-encoded.
     */
    private JsonNode resolve(String reference) {
        boolean isLocal = reference.equals("#") || reference.startsWith("#/");
        return isLocal && !openReferences.contains(reference)
                ? root.at(reference.substring(1).replace("%24", "$"))
                : Wire.JSON.missingNode();
    }

    private ObjectNode convertType(String type, JsonNode schema, ObjectNode result) {
        result.put("type", type);
        for (String field : COPIED_KEYWORDS) {
            if (fits(field, type) && hasValidType(field, schema.path(field))) {
                result.set(field, schema.path(field));
            }
        }
        if (FORMATS.getOrDefault(type, Set.of()).contains(schema.path("format").asText())) {
            result.set("format", schema.path("format"));
        }
        switch (type) {
            case "object" -> addProperties(schema, result);
            case "array" -> result.set("items", convertItems(schema));
            case "number", "integer" -> addExclusiveLimits(type, schema, result);
            default -> {}
        }
        addEnum(type, schema, result);
        return result;
    }

    private static boolean fits(String field, String type) {
        return switch (field) {
            case "minItems", "maxItems" -> type.equals("array");
            case "minLength", "maxLength", "pattern" -> type.equals("string");
            case "minimum", "maximum" -> type.equals("number") || type.equals("integer");
            default -> true;
        };
    }

    private static boolean hasValidType(String field, JsonNode value) {
        return field.equals("description") || field.equals("pattern") ? value.isTextual() : value.isNumber();
    }

    private void addProperties(JsonNode schema, ObjectNode result) {
        if (!schema.path("properties").isObject()) {
            return;
        }
        ObjectNode properties = result.putObject("properties");
        schema.path("properties")
                .properties()
                .forEach(property -> properties.set(property.getKey(), convert(property.getValue())));
        List<String> required = SchemaKeywords.texts(schema.path("required")).stream()
                .filter(properties::has)
                .distinct()
                .toList();
        if (!required.isEmpty()) {
            required.forEach(result.putArray("required")::add);
        }
    }

    /**
     * Returns the item schema, which an array must specify. For a tuple, each item can match any of the tuple's
     * schemas.
     */
    private JsonNode convertItems(JsonNode schema) {
        List<JsonNode> tuple = new ArrayList<>();
        schema.path("prefixItems").forEach(tuple::add);
        if (schema.path("items").isArray()) {
            schema.path("items").forEach(tuple::add);
        } else if (schema.path("items").isObject()) {
            tuple.add(schema.path("items"));
        }
        if (tuple.isEmpty()) {
            return anyValue(Wire.JSON.createObjectNode());
        }
        List<ObjectNode> schemas = tuple.stream().map(this::convert).distinct().toList();
        if (schemas.size() == 1) {
            return schemas.getFirst();
        }
        ObjectNode any = Wire.JSON.createObjectNode();
        schemas.forEach(any.putArray("anyOf")::add);
        return any;
    }

    private static void addExclusiveLimits(String type, JsonNode schema, ObjectNode result) {
        int step = type.equals("integer") ? 1 : 0;
        if (schema.path("exclusiveMinimum").isNumber() && !result.has("minimum")) {
            result.put("minimum", schema.path("exclusiveMinimum").decimalValue().add(BigDecimal.valueOf(step)));
        }
        if (schema.path("exclusiveMaximum").isNumber() && !result.has("maximum")) {
            result.put("maximum", schema.path("exclusiveMaximum").decimalValue().subtract(BigDecimal.valueOf(step)));
        }
    }

    /**
     * Adds the allowed values. An enum can contain only non-empty strings; other values are listed in the description.
     */
    private static void addEnum(String type, JsonNode schema, ObjectNode result) {
        List<JsonNode> values = SchemaKeywords.values(schema).stream()
                .filter(value -> !value.isNull())
                .toList();
        if (values.isEmpty()) {
            return;
        }
        boolean allText = values.stream()
                .allMatch(value -> value.isTextual() && !value.asText().isEmpty());
        if (type.equals("string") && allText) {
            values.stream().distinct().forEach(result.putArray("enum")::add);
            return;
        }
        String allowed = "One of: " + values.stream().map(JsonNode::toString).collect(Collectors.joining(", ")) + ".";
        String description = result.path("description").asText("");
        result.put("description", description.isEmpty() ? allowed : description + " " + allowed);
    }

    /**
     * Merges a schema with one of its alternatives or with the target of its reference, because the keywords next to
     * {@code anyOf} or {@code $ref} also apply to the chosen schema.
     */
    private static JsonNode withSiblings(JsonNode schema, JsonNode chosen) {
        ObjectNode result = schema.deepCopy();
        result.remove(List.of("anyOf", "oneOf", "nullable"));
        result.setAll((ObjectNode) chosen.deepCopy());
        return result;
    }

    private ObjectNode convertAllOf(JsonNode schema) {
        ObjectNode merged = schema.deepCopy();
        merged.remove("allOf");
        int opened = 0;
        for (JsonNode part : schema.path("allOf")) {
            String reference = part.path("$ref").asText("");
            JsonNode resolved = part;
            if (!reference.isEmpty()) {
                resolved = resolve(reference);
                openReferences.push(reference);
                opened++;
            }
            resolved.properties().forEach(field -> merge(merged, field.getKey(), field.getValue()));
        }
        ObjectNode result = convert(merged);
        for (; opened > 0; opened--) {
            openReferences.pop();
        }
        return result;
    }

    private static void merge(ObjectNode into, String field, JsonNode value) {
        if (field.equals("properties") && into.path(field).isObject() && value.isObject()) {
            ((ObjectNode) into.path(field)).setAll((ObjectNode) value.deepCopy());
        } else if (field.equals("required") && into.path(field).isArray() && value.isArray()) {
            ((ArrayNode) into.path(field)).addAll((ArrayNode) value.deepCopy());
        } else if (!into.has(field) && !field.equals("allOf")) {
            into.set(field, value.deepCopy());
        }
    }

    private static void copyDescription(JsonNode from, ObjectNode to) {
        if (from.path("description").isTextual()) {
            to.set("description", from.path("description"));
        }
    }

    /**
     * Returns a schema that allows any value that the API can express. The alternative for arrays contains an item
     * schema, because an array schema must specify its items.
     */
    private static ObjectNode anyValue(JsonNode schema) {
        ObjectNode any = Wire.JSON.createObjectNode();
        copyDescription(schema, any);
        ArrayNode types = any.put("nullable", true).putArray("anyOf");
        List.of("string", "number", "boolean", "object").forEach(type -> types.add(object(type)));
        types.add(object("array").set("items", object("string")));
        return any;
    }

    private static ObjectNode object(String type) {
        return Wire.JSON.createObjectNode().put("type", type);
    }
}
