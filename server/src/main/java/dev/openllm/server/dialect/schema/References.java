package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Validates the references within a schema. Providers reject references whose target is outside the schema or does not
 * exist.
 */
final class References {

    private final JsonNode root;

    private References(JsonNode root) {
        this.root = root;
    }

    /**
     * Returns the reference as a JSON pointer, or an empty result if its target is not a schema. If the {@code $} of
     * {@code #/$defs} is percent-encoded, the {@code $} is decoded in the result.
     */
    static Optional<String> resolve(JsonNode reference, JsonNode root) {
        String pointer = reference.asText("").replace("%24", "$");
        return target(pointer, root).isMissingNode() ? Optional.empty() : Optional.of(pointer);
    }

    /** Returns the schema to which a reference points, or a missing node if the target is not a schema. */
    static JsonNode target(String reference, JsonNode root) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode found = root.at(reference.substring(1));
            return found.isObject() || found.isBoolean() ? found : MissingNode.getInstance();
        } catch (IllegalArgumentException noPointer) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Removes from a rewritten schema all references whose targets no longer exist. This method also relaxes keywords
     * that contain references and that would become more restrictive if the referenced schemas had become more
     * permissive, such as {@code not} and {@code if}.
     */
    static ObjectNode removeUnresolved(ObjectNode rewritten) {
        return (ObjectNode) new References(rewritten).check(rewritten, false);
    }

    private JsonNode check(JsonNode node, boolean names) {
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> list.add(check(element, false)));
            return list;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            boolean map = !names && Keywords.SCHEMA_MAP.contains(field.getKey());
            boolean value =
                    !names && List.of("enum", "const", "default", "examples").contains(field.getKey());
            result.set(field.getKey(), value ? field.getValue() : check(field.getValue(), map));
        });
        return names ? result : relax(result);
    }

    private ObjectNode relax(ObjectNode schema) {
        if (schema.has("$ref") && resolve(schema.path("$ref"), root).isEmpty()) {
            schema.remove(List.of("$ref", "unevaluatedProperties", "unevaluatedItems"));
        }
        if (hasReference(schema.path("not"))) {
            schema.remove("not");
        }
        if (hasReference(schema.path("if"))) {
            schema.remove(List.of("if", "then", "else"));
        }
        if (hasReference(schema.path("oneOf"))) {
            Alternatives.relax(schema);
        }
        if (hasReference(schema.path("contains"))) {
            schema.remove("maxContains");
        }
        return schema;
    }

    private static boolean hasReference(JsonNode schema) {
        return schema.findValue("$ref") != null;
    }
}
