package dev.openllm.server.dialect.schema;

import java.util.Optional;
import java.util.Set;

/**
 * A provider's rules for tools.
 *
 * @param maxTools the maximum number of tools; 0 for no limit
 * @param itemsRequired whether an array schema must specify its items
 * @param propertyNames the regular expression that property names must match
 * @param keywords the schema keywords to send; empty to send all keywords
 * @param strict the kind of schema that the provider can enforce
 */
public record ToolRules(
        int maxTools, boolean itemsRequired, Optional<String> propertyNames, Set<String> keywords, Strict strict) {

    /** The keywords that all servers with support for schemas understand. */
    private static final Set<String> PLAIN = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "anyOf",
            "$ref",
            "$defs",
            "definitions");

    /** Rules that allow any number of tools with any valid schemas. The schemas are not enforced. */
    public static final ToolRules COMMON = new ToolRules(0, false, Optional.empty(), Set.of(), Strict.NONE);

    public ToolRules {
        keywords = Set.copyOf(keywords);
    }

    /** The schemas that a provider enforces if a tool is strict. */
    public enum Strict {
        /** No schemas, because the provider has no field for strict tools. */
        NONE,
        /** Schemas in which no object allows additional properties. */
        CLOSED,
        /** Schemas in which no object allows additional properties and all properties are required. */
        CLOSED_AND_REQUIRED
    }

    public ToolRules withMaxTools(int limit) {
        return new ToolRules(limit, itemsRequired, propertyNames, keywords, strict);
    }

    /**
     * Returns a copy of these rules for a provider that rejects some schema keywords. Only the keywords that all
     * servers understand are sent.
     */
    public ToolRules plain() {
        return new ToolRules(maxTools, itemsRequired, propertyNames, PLAIN, Strict.NONE);
    }
}
