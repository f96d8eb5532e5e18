package dev.openllm.server.dialect.schema;

import java.util.Map;
import java.util.Set;

/** The keywords of JSON Schema, grouped by the type of their values. Source: https://json-schema.org/draft/2020-12 */
final class Keywords {

    /** The keywords whose values are schemas. */
    static final Set<String> SCHEMA = Set.of(
            "additionalProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "propertyNames",
            "contains",
            "not",
            "if",
            "then",
            "else");

    /**
     * The keywords for which all servers support {@code true} and {@code false} as schemas. For other keywords, only
     * some servers support these values.
     */
    static final Set<String> BOOLEAN_SCHEMA =
            Set.of("additionalProperties", "unevaluatedProperties", "unevaluatedItems");

    static final Set<String> SCHEMA_LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

    /** The keywords whose values map names to schemas. */
    static final Set<String> SCHEMA_MAP =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    static final Set<String> TEXT = Set.of(
            "title",
            "description",
            "$comment",
            "format",
            "$id",
            "$anchor",
            "$schema",
            "contentEncoding",
            "contentMediaType");

    static final Set<String> NUMBER = Set.of("minimum", "maximum", "multipleOf");

    static final Set<String> COUNT = Set.of(
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minContains",
            "maxContains");

    static final Set<String> FLAG = Set.of("uniqueItems", "deprecated", "readOnly", "writeOnly");

    static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "array", "object", "null");

    /** The type names from programming languages that schema generators do not convert, mapped to JSON Schema types. */
    static final Map<String, String> TYPE_ALIASES = Map.ofEntries(
            Map.entry("str", "string"),
            Map.entry("text", "string"),
            Map.entry("int", "integer"),
            Map.entry("long", "integer"),
            Map.entry("float", "number"),
            Map.entry("double", "number"),
            Map.entry("decimal", "number"),
            Map.entry("bool", "boolean"),
            Map.entry("list", "array"),
            Map.entry("dict", "object"),
            Map.entry("map", "object"),
            Map.entry("none", "null"));

    private Keywords() {}
}
