package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Converts a schema to a valid draft 2020-12 schema. The original schema can be based on any draft and can be invalid.
 * Keywords that the provider's rules exclude and restrictions that cannot be expressed are omitted, so the result can
 * be more permissive than the original.
 */
final class ValidSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode root;
    private final ToolRules rules;

    ValidSchema(ObjectNode root, ToolRules rules) {
        this.root = root;
        this.rules = rules;
    }

    ObjectNode rewritten() {
        ObjectNode result = schema(root);
        boolean olderDraft = result.path("$schema").asText("").matches(".*draft-0[346]/.*");
        if (olderDraft) {
            result.remove("$schema");
        }
        return result;
    }

    private ObjectNode schema(ObjectNode from) {
        ObjectNode result = JSON.objectNode();
        from.properties().forEach(field -> rewrite(field.getKey(), field.getValue(), from, result));
        removeStricterKeywords(from, result);
        if (rules.itemsRequired() && names(result.path("type")).contains("array") && !result.has("items")) {
            result.putObject("items");
        }
        if (!rules.keywords().isEmpty()) {
            retainAllowed(result);
        }
        if (!result.equals(from)) { // these keywords would be more restrictive after other keywords are omitted
            result.remove(List.of("unevaluatedProperties", "unevaluatedItems"));
        }
        return result;
    }

    private void rewrite(String keyword, JsonNode value, ObjectNode from, ObjectNode result) {
        if (Keywords.SCHEMA_MAP.contains(keyword)) {
            rewriteMap(keyword, value, result);
        } else if (Keywords.SCHEMA_LIST.contains(keyword)) {
            rewriteList(keyword, value, result);
        } else if (Keywords.SCHEMA.contains(keyword)) {
            rewriteSchema(keyword, value, result);
        } else if (Keywords.TEXT.contains(keyword)) {
            copyIf(value.isTextual(), keyword, value, result);
        } else if (Keywords.NUMBER.contains(keyword)) {
            boolean valid = value.isNumber() && !(keyword.equals("multipleOf") && value.asDouble() <= 0);
            copyIf(valid, keyword, value, result);
        } else if (Keywords.COUNT.contains(keyword)) {
            copyIf(value.isNumber() && value.asDouble() >= 0 && value.asDouble() % 1 == 0, keyword, value, result);
        } else if (Keywords.FLAG.contains(keyword)) {
            copyIf(value.isBoolean(), keyword, value, result);
        } else {
            rewriteOther(keyword, value, from, result);
        }
    }

    private void rewriteOther(String keyword, JsonNode value, ObjectNode from, ObjectNode result) {
        switch (keyword) {
            case "type" -> addType(value, result);
            case "items" -> addItems(value, from, result);
            case "additionalItems" -> {} // read together with items
            case "required" -> {
                if (value.isArray()) {
                    result.set("required", distinctTexts(value));
                }
            }
            case "enum" -> {
                if (value.isArray() && !value.isEmpty()) {
                    ArrayNode values = result.putArray("enum");
                    new LinkedHashSet<>(value.valueStream().toList()).forEach(values::add);
                }
            }
            case "exclusiveMinimum" -> addExclusive("minimum", keyword, value, from, result);
            case "exclusiveMaximum" -> addExclusive("maximum", keyword, value, from, result);
            case "pattern" -> copyIf(value.isTextual() && isPattern(value.asText()), keyword, value, result);
            case "examples" -> copyIf(value.isArray(), keyword, value, result);
            case "$ref" -> References.resolve(value, root).ifPresent(pointer -> result.put("$ref", pointer));
            case "dependentRequired" -> addDependentRequired(value, result);
            case "dependencies" -> addDependencies(value, result);
            default -> result.set(keyword, value);
        }
    }

    /**
     * Removes keywords that negate a changed keyword or depend on it. If the changed keyword is more permissive than
     * the original, such keywords could make the entire schema more restrictive.
     */
    private void removeStricterKeywords(ObjectNode from, ObjectNode result) {
        if (result.path("exclusiveMinimum").isNumber()
                && from.path("exclusiveMinimum").isBoolean()) {
            result.remove("minimum");
        }
        if (result.path("exclusiveMaximum").isNumber()
                && from.path("exclusiveMaximum").isBoolean()) {
            result.remove("maximum");
        }
        if (changed("patternProperties", from, result)) {
            result.remove("additionalProperties");
        }
        if (changed("not", from, result)) {
            result.remove("not");
        }
        if (changed("if", from, result)) {
            result.remove(List.of("if", "then", "else"));
        }
        if (changed("oneOf", from, result) && result.path("oneOf").isArray()) {
            Alternatives.relax(result);
        }
        if (changed("contains", from, result)) {
            result.remove("maxContains");
        }
    }

    private static boolean changed(String keyword, ObjectNode from, ObjectNode result) {
        return from.has(keyword) && !from.path(keyword).equals(result.path(keyword));
    }

    private void rewriteMap(String keyword, JsonNode value, ObjectNode result) {
        if (!value.isObject()) {
            return;
        }
        ObjectNode map = result.putObject(keyword);
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (!keyword.equals("patternProperties") || isPattern(entry.getKey())) {
                map.set(entry.getKey(), toSchema(entry.getValue()));
            }
        }
    }

    private void rewriteList(String keyword, JsonNode value, ObjectNode result) {
        if (value.isArray() && !value.isEmpty()) {
            ArrayNode list = result.putArray(keyword);
            value.forEach(element -> list.add(toSchema(element)));
        }
    }

    private void rewriteSchema(String keyword, JsonNode value, ObjectNode result) {
        if (value.isBoolean() && Keywords.BOOLEAN_SCHEMA.contains(keyword)) {
            result.set(keyword, value);
        } else if (value.isObject() || value.isBoolean()) {
            result.set(keyword, toSchema(value));
        }
    }

    /**
     * Converts any value to a schema. Some servers do not support Boolean schemas, and users sometimes specify a type
     * name instead of a schema.
     */
    private ObjectNode toSchema(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return schema(object);
        }
        ObjectNode schema = JSON.objectNode();
        if (value.isBoolean() && !value.asBoolean() && isAllowed("not")) {
            schema.putObject("not");
        } else if (value.isTextual()) {
            addType(value, schema);
            return schema(schema);
        }
        return schema;
    }

    private static void addType(JsonNode type, ObjectNode result) {
        if (type.isTextual() && !canonicalType(type).isEmpty()) {
            result.put("type", canonicalType(type));
        } else if (type.isArray() && !type.isEmpty()) {
            Set<String> types = new LinkedHashSet<>();
            type.forEach(element -> types.add(canonicalType(element)));
            if (!types.contains("")) { // omitting only the unknown type would make the schema more restrictive
                types.forEach(result.putArray("type")::add);
            }
        }
    }

    private static String canonicalType(JsonNode name) {
        String lower = name.asText("").toLowerCase(Locale.ROOT);
        String known = Keywords.TYPE_ALIASES.getOrDefault(lower, lower);
        return Keywords.TYPES.contains(known) ? known : "";
    }

    /**
     * Adds the schema for the items of an array. Before draft 2020-12, a list of schemas described a tuple, and {@code
     * additionalItems} described the items after the tuple.
     */
    private void addItems(JsonNode items, ObjectNode from, ObjectNode result) {
        if (!items.isArray()) {
            if (items.isObject() || items.isBoolean() || items.isTextual()) {
                result.set("items", toSchema(items));
            }
            return;
        }
        if (!items.isEmpty() && !from.has("prefixItems")) {
            rewriteList("prefixItems", items, result);
        }
        JsonNode rest = from.path("additionalItems");
        if (rest.isObject() || rest.isBoolean()) {
            result.set("items", toSchema(rest));
        }
    }

    /** Adds an exclusive limit. In draft 4, the keyword was a Boolean that modified the inclusive limit. */
    private static void addExclusive(String limit, String keyword, JsonNode value, ObjectNode from, ObjectNode result) {
        if (value.isNumber()) {
            result.set(keyword, value);
        } else if (value.asBoolean(false) && from.path(limit).isNumber()) {
            result.set(keyword, from.path(limit));
        }
    }

    private static void addDependentRequired(JsonNode value, ObjectNode result) {
        if (value.isObject()) {
            ObjectNode map = result.putObject("dependentRequired");
            value.properties().forEach(entry -> {
                if (entry.getValue().isArray()) {
                    map.set(entry.getKey(), distinctTexts(entry.getValue()));
                }
            });
        }
    }

    private void addDependencies(JsonNode value, ObjectNode result) {
        if (value.isObject()) {
            ObjectNode map = result.putObject("dependencies");
            value.properties()
                    .forEach(entry -> map.set(
                            entry.getKey(),
                            entry.getValue().isArray() ? distinctTexts(entry.getValue()) : toSchema(entry.getValue())));
        }
    }

    private boolean isAllowed(String keyword) {
        return rules.keywords().isEmpty() || rules.keywords().contains(keyword);
    }

    private void retainAllowed(ObjectNode result) {
        boolean losesPatterns = result.has("patternProperties") && !isAllowed("patternProperties");
        boolean tuple = result.has("prefixItems") && !isAllowed("prefixItems");
        if (result.has("const") && !result.has("enum")) {
            result.putArray("enum").add(result.path("const"));
        }
        if (result.has("oneOf") && !result.has("anyOf")) {
            result.set("anyOf", result.path("oneOf"));
        }
        result.retain(rules.keywords());
        if (losesPatterns) {
            result.remove("additionalProperties");
        }
        if (tuple) { // the items schema applied only to items after the tuple
            result.putObject("items");
        }
    }

    private static List<String> names(JsonNode type) {
        return type.isTextual()
                ? List.of(type.asText())
                : type.valueStream().map(JsonNode::asText).toList();
    }

    private static ArrayNode distinctTexts(JsonNode array) {
        ArrayNode texts = JSON.arrayNode();
        Set<String> seen = new LinkedHashSet<>();
        array.forEach(element -> {
            if (element.isTextual() && seen.add(element.asText())) {
                texts.add(element);
            }
        });
        return texts;
    }

    private static void copyIf(boolean valid, String keyword, JsonNode value, ObjectNode result) {
        if (valid) {
            result.set(keyword, value);
        }
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException invalid) {
            return false;
        }
    }
}
