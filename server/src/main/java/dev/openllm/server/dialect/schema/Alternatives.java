package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Simplifies the alternatives in schemas. A value must match exactly one alternative of {@code oneOf}, or at least one
 * alternative of {@code anyOf}.
 */
final class Alternatives {

    private static final Set<String> VALUES = Set.of("type", "const", "enum", "description", "title");

    private Alternatives() {}

    /**
     * Replaces {@code oneOf} with {@code anyOf}, because after a schema is rewritten, a value that matched exactly one
     * alternative might match two.
     */
    static void relax(ObjectNode schema) {
        JsonNode oneOf = schema.remove("oneOf");
        if (!schema.has("anyOf")) {
            schema.set("anyOf", oneOf);
        }
    }

    /** Returns a schema that is matched by every value that matches at least one of the given schemas. */
    static JsonNode anyOf(Set<JsonNode> schemas) {
        if (schemas.size() == 1) {
            return schemas.iterator().next();
        }
        return mergeValues(schemas);
    }

    /**
     * Combines schemas that only list values, such as the tags of a tagged union, into a single schema that lists all
     * values.
     */
    private static JsonNode mergeValues(Set<JsonNode> schemas) {
        Set<JsonNode> types = new LinkedHashSet<>();
        Set<JsonNode> values = new LinkedHashSet<>();
        for (JsonNode schema : schemas) {
            boolean onlyValues = (schema.has("const") || schema.path("enum").isArray())
                    && schema.propertyStream().allMatch(field -> VALUES.contains(field.getKey()));
            if (!onlyValues) {
                return listed(schemas);
            }
            types.add(schema.path("type"));
            List<JsonNode> own = schema.has("const")
                    ? List.of(schema.path("const"))
                    : schema.path("enum").valueStream().toList();
            values.addAll(own);
        }
        ObjectNode union = JsonNodeFactory.instance.objectNode();
        if (types.size() == 1 && !types.iterator().next().isMissingNode()) {
            union.set("type", types.iterator().next());
        }
        values.forEach(union.putArray("enum")::add);
        return union;
    }

    private static ObjectNode listed(Set<JsonNode> schemas) {
        ObjectNode union = JsonNodeFactory.instance.objectNode();
        ArrayNode anyOf = union.putArray("anyOf");
        schemas.forEach(anyOf::add);
        return union;
    }
}
