package dev.openllm.server.chat.structured;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds the first location at which a JSON document violates a JSON Schema. Supports the keywords that are commonly
 * used in response schemas: types, properties, items, choices, references, and ranges. Unknown keywords are ignored so
 * a valid response is never reported as invalid. Source: https://json-schema.org/draft/2020-12/json-schema-validation
 */
final class SchemaCheck {

    /**
     * The maximum nesting depth. The limit is needed for schemas that refer to themselves without advancing in the
     * document.
     */
    private static final int MAX_DEPTH = 64;

    /**
     * The maximum number of checks. If the alternatives in a schema refer to the schema itself, each level of nesting
     * can double the number of checks. If the limit is exceeded, no violation is reported.
     */
    private static final int MAX_CHECKS = 100_000;

    /**
     * The maximum number of characters read while a pattern is matched. Without this limit, matching can take
     * exponential time.
     */
    private static final int MAX_CHARACTERS_READ = 1_000_000;

    private final JsonNode root;
    private int checkCount;

    private SchemaCheck(JsonNode root) {
        this.root = root;
    }

    /**
     * Returns a description of the first violation, beginning with its location, or an empty result if the document
     * conforms.
     */
    static Optional<String> mismatch(JsonNode schema, JsonNode document) {
        return new SchemaCheck(schema).check(schema, document, "$", 0);
    }

    private Optional<String> check(JsonNode schema, JsonNode value, String path, int depth) {
        if (schema.isBoolean()) {
            return schema.asBoolean() ? Optional.empty() : Optional.of(path + " is not allowed");
        }
        if (depth > MAX_DEPTH || ++checkCount > MAX_CHECKS) {
            return Optional.empty();
        }
        return checkReference(schema, value, path, depth)
                .or(() -> checkType(schema, value, path))
                .or(() -> checkAllowedValues(schema, value, path))
                .or(() -> checkRange(schema, value, path))
                .or(() -> checkProperties(schema, value, path, depth))
                .or(() -> checkItems(schema, value, path, depth))
                .or(() -> checkCombinations(schema, value, path, depth));
    }

    private Optional<String> checkReference(JsonNode schema, JsonNode value, String path, int depth) {
        String reference = schema.path("$ref").asText("");
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        JsonNode target = reference.equals("#") ? root : resolvePointer(reference.substring(1));
        return target.isMissingNode() ? Optional.empty() : check(target, value, path, depth + 1);
    }

    private JsonNode resolvePointer(String pointer) {
        return pointer.startsWith("/") ? root.at(pointer) : root.path("");
    }

    private static Optional<String> checkType(JsonNode schema, JsonNode value, String path) {
        JsonNode type = schema.path("type");
        Set<String> allowed = new HashSet<>();
        (type.isArray() ? type.valueStream() : Stream.of(type))
                .filter(JsonNode::isTextual)
                .forEach(name -> allowed.add(name.asText()));
        if (value.isNull() && schema.path("nullable").asBoolean()) { // nullable: an OpenAPI keyword
            return Optional.empty();
        }
        return allowed.isEmpty() || allowed.stream().anyMatch(name -> hasType(name, value))
                ? Optional.empty()
                : Optional.of(path + " must be of type "
                        + String.join(" or ", allowed.stream().sorted().toList()));
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            default -> true;
        };
    }

    private static Optional<String> checkAllowedValues(JsonNode schema, JsonNode value, String path) {
        boolean listed = !schema.path("enum").isArray()
                || schema.path("enum").valueStream().anyMatch(choice -> same(choice, value));
        boolean constant = schema.path("const").isMissingNode() || same(schema.path("const"), value);
        return listed && constant ? Optional.empty() : Optional.of(path + " is none of the allowed values");
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    private static Optional<String> checkRange(JsonNode schema, JsonNode value, String path) {
        boolean fits;
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            fits = (!schema.path("minimum").isNumber()
                            || number.compareTo(schema.path("minimum").decimalValue()) >= 0)
                    && (!schema.path("maximum").isNumber()
                            || number.compareTo(schema.path("maximum").decimalValue()) <= 0);
        } else if (value.isTextual()) {
            int length = value.asText().codePointCount(0, value.asText().length());
            fits = length >= schema.path("minLength").asInt(0)
                    && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                    && matches(schema.path("pattern").asText(""), value.asText());
        } else if (value.isArray()) {
            fits = value.size() >= schema.path("minItems").asInt(0)
                    && value.size() <= schema.path("maxItems").asInt(Integer.MAX_VALUE);
        } else {
            fits = true;
        }
        return fits ? Optional.empty() : Optional.of(path + " is out of the allowed range");
    }

    /**
     * Returns whether the text matches a pattern. Schemas contain ECMAScript patterns; a pattern that is invalid in
     * Java or takes too long to match is ignored.
     */
    private static boolean matches(String pattern, String text) {
        try {
            return pattern.isEmpty()
                    || Pattern.compile(pattern).matcher(new Metered(text)).find();
        } catch (PatternSyntaxException | TooLong undecided) {
            return true;
        }
    }

    /** Text from which only a limited number of characters can be read. */
    private static final class Metered implements CharSequence {

        private final CharSequence text;
        private int charactersRead;

        Metered(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++charactersRead > MAX_CHARACTERS_READ) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLong() {
            super(null, null, false, false);
        }
    }

    private Optional<String> checkProperties(JsonNode schema, JsonNode value, String path, int depth) {
        if (!value.isObject()) {
            return Optional.empty();
        }
        Optional<String> missing = schema.path("required")
                .valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(name -> !value.has(name))
                .findFirst()
                .map(name -> path + "." + name + " is missing");
        JsonNode declared = schema.path("properties");
        JsonNode additional = schema.path("additionalProperties");
        return missing.or(() -> value.propertyStream()
                .map(member -> {
                    JsonNode property = declared.path(member.getKey());
                    JsonNode propertySchema =
                            property.isMissingNode() && !schema.has("patternProperties") ? additional : property;
                    return propertySchema.isMissingNode()
                            ? Optional.<String>empty()
                            : check(propertySchema, member.getValue(), path + "." + member.getKey(), depth + 1);
                })
                .flatMap(Optional::stream)
                .findFirst());
    }

    private Optional<String> checkItems(JsonNode schema, JsonNode value, String path, int depth) {
        if (!value.isArray()) {
            return Optional.empty();
        }
        JsonNode prefixItems = schema.path("prefixItems");
        JsonNode rest = schema.path("items");
        for (int i = 0; i < value.size(); i++) {
            JsonNode itemSchema = i < prefixItems.size() ? prefixItems.path(i) : rest;
            Optional<String> violation = itemSchema.isObject() || itemSchema.isBoolean()
                    ? check(itemSchema, value.path(i), path + "[" + i + "]", depth + 1)
                    : Optional.empty();
            if (violation.isPresent()) {
                return violation;
            }
        }
        return Optional.empty();
    }

    private Optional<String> checkCombinations(JsonNode schema, JsonNode value, String path, int depth) {
        for (JsonNode part : schema.path("allOf")) {
            Optional<String> violation = check(part, value, path, depth + 1);
            if (violation.isPresent()) {
                return violation;
            }
        }
        for (String keyword : new String[] {"anyOf", "oneOf"}) {
            JsonNode alternatives = schema.path(keyword);
            if (alternatives.isArray()
                    && !alternatives.isEmpty()
                    && alternatives
                            .valueStream()
                            .noneMatch(
                                    part -> check(part, value, path, depth + 1).isEmpty())) {
                return Optional.of(path + " matches none of the alternatives");
            }
        }
        return Optional.empty();
    }
}
