package dev.openllm.server.dialect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Converts a schema's root to an object schema without alternatives, because OpenAI and Anthropic reject alternatives
 * at the root. The result allows the properties of all alternatives, and requires a property only if every alternative
 * requires it. Because arguments are always an object, any other root type is ignored.
 */
final class ObjectSchema {

    private static final List<String> UNSUPPORTED_KEYWORDS =
            List.of("anyOf", "oneOf", "allOf", "not", "enum", "const", "$ref");
    private static final int MAX_DEPTH = 16;

    private final ObjectNode root;

    private ObjectSchema(ObjectNode root) {
        this.root = root;
    }

    /**
     * The known properties of the objects that match a schema.
     *
     * @param properties the schemas of the properties, by name
     * @param required the names of the required properties
     * @param closed whether the objects cannot have any other properties
     */
    private record Shape(Map<String, JsonNode> properties, Set<String> required, boolean closed) {
        static final Shape OPEN = new Shape(Map.of(), Set.of(), false);
    }

    static ObjectNode of(ObjectNode schema) {
        boolean plain = schema.path("type").asText().equals("object")
                && schema.path("properties").isObject()
                && UNSUPPORTED_KEYWORDS.stream().noneMatch(schema::has);
        return plain ? schema : new ObjectSchema(schema).merge();
    }

    private ObjectNode merge() {
        Shape shape = shape(root, Set.of(), 0);
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        shape.properties().forEach(properties::set);
        boolean combined = UNSUPPORTED_KEYWORDS.stream().anyMatch(root::has);
        root.properties().forEach(field -> {
            if (!UNSUPPORTED_KEYWORDS.contains(field.getKey())
                    && !field.getKey().equals("type")) {
                result.set(field.getKey(), field.getValue());
            }
        });
        result.set("properties", properties);
        if (shape.required().isEmpty()) {
            result.remove("required");
        } else {
            shape.required().forEach(result.putArray("required")::add);
        }
        if (combined) {
            result.remove("unevaluatedProperties");
            describe(result);
            if (shape.closed()) {
                result.put("additionalProperties", false);
            }
        }
        return result;
    }

    private void describe(ObjectNode result) {
        JsonNode target = References.target(root.path("$ref").asText(""), root);
        if (!result.has("description") && target.path("description").isTextual()) {
            result.set("description", target.path("description"));
        }
    }

    private Shape shape(JsonNode schema, Set<String> visited, int depth) {
        if (!schema.isObject() || depth > MAX_DEPTH) {
            return Shape.OPEN;
        }
        Shape shape = ownShape(schema);
        String reference = schema.path("$ref").asText("");
        if (!reference.isEmpty() && !visited.contains(reference)) {
            Set<String> extended = new HashSet<>(visited);
            extended.add(reference);
            shape = intersection(shape, shape(References.target(reference, root), extended, depth + 1));
        }
        for (JsonNode part : schema.path("allOf")) {
            shape = intersection(shape, shape(part, visited, depth + 1));
        }
        for (String union : List.of("anyOf", "oneOf")) {
            List<Shape> choices = new ArrayList<>();
            for (JsonNode choice : schema.path(union)) {
                if (allowsObjects(choice)) {
                    choices.add(shape(choice, visited, depth + 1));
                }
            }
            shape = choices.isEmpty() ? shape : intersection(shape, union(choices));
        }
        return shape;
    }

    private static boolean allowsObjects(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isTextual()
                ? type.asText().equals("object")
                : !type.isArray()
                        || type.valueStream().anyMatch(name -> name.asText().equals("object"));
    }

    private static Shape ownShape(JsonNode schema) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        JsonNode additional = schema.path("additionalProperties");
        boolean closed = additional.isBoolean() && !additional.asBoolean() && !schema.has("patternProperties");
        return new Shape(properties, required, closed);
    }

    private static Shape intersection(Shape one, Shape other) {
        Map<String, JsonNode> properties = new LinkedHashMap<>(one.properties());
        other.properties().forEach((name, schema) -> properties.merge(name, schema, ObjectSchema::both));
        Set<String> required = new LinkedHashSet<>(one.required());
        required.addAll(other.required());
        return new Shape(properties, required, one.closed() || other.closed());
    }

    private static JsonNode both(JsonNode one, JsonNode other) {
        if (one.equals(other) || other.isEmpty()) {
            return one;
        }
        if (one.isEmpty()) {
            return other;
        }
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.putArray("allOf").add(one).add(other);
        return both;
    }

    private static Shape union(List<Shape> choices) {
        Set<String> names = new LinkedHashSet<>();
        choices.forEach(choice -> names.addAll(choice.properties().keySet()));
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        for (String name : names) {
            Set<JsonNode> schemas = new LinkedHashSet<>();
            for (Shape choice : choices) {
                if (choice.properties().containsKey(name)) {
                    schemas.add(choice.properties().get(name));
                }
            }
            boolean unconstrained = choices.stream()
                    .anyMatch(choice -> !choice.closed() && !choice.properties().containsKey(name));
            if (unconstrained) { // an alternative that does not specify the property does not restrict it
                schemas.add(JsonNodeFactory.instance.objectNode());
            }
            properties.put(name, Alternatives.anyOf(schemas));
        }
        Set<String> required = new LinkedHashSet<>(choices.getFirst().required());
        choices.forEach(choice -> required.retainAll(choice.required()));
        return new Shape(properties, required, choices.stream().allMatch(Shape::closed));
    }
}
