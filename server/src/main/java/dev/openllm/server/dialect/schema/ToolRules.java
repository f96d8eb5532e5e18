package dev.openllm.server.dialect.schema;

import java.util.Optional;
import java.util.Set;

/**
 * The tools that a provider accepts, as data.
 *
 * @param mostTools more are refused; 0 for no limit
 * @param itemsRequired whether an array must state its items
 * @param propertyNames a regular expression that the names of properties must match
 * @param keywords the keywords of schemas that are sent; all if empty
 * @param strict the schemas that can be enforced
 */
public record ToolRules(
        int mostTools, boolean itemsRequired, Optional<String> propertyNames, Set<String> keywords, Strict strict) {

    /** The keywords that every server with schema support understands. */
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

    /** Any number of tools with valid schemas, none of them enforced. */
    public static final ToolRules COMMON = new ToolRules(0, false, Optional.empty(), Set.of(), Strict.NONE);

    public ToolRules {
        keywords = Set.copyOf(keywords);
    }

    /** The schemas that a provider enforces when a tool is strict. */
    public enum Strict {
        /** None: the provider has no such field. */
        NONE,
        /** Those whose objects are closed. */
        CLOSED,
        /** Those whose objects are closed and whose properties are all required. */
        CLOSED_AND_REQUIRED
    }

    public ToolRules withMostTools(int most) {
        return new ToolRules(most, itemsRequired, propertyNames, keywords, strict);
    }

    /** The same for a provider that refuses schemas in full: only keywords that every server understands. */
    public ToolRules plain() {
        return new ToolRules(mostTools, itemsRequired, propertyNames, PLAIN, Strict.NONE);
    }
}
