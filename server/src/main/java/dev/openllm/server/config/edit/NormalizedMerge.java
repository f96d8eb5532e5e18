package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import java.util.Map;
import java.util.Optional;

/**
 * Merges a higher-precedence normalized configuration into a lower-precedence one. A value in the higher-precedence
 * configuration replaces the corresponding value in the other configuration; all other values are unchanged.
 */
final class NormalizedMerge {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private NormalizedMerge() {}

    static ObjectNode of(ObjectNode below, ObjectNode above) {
        return objects(below, above, Optional.of(ConfigSchema.ROOT));
    }

    private static ObjectNode objects(ObjectNode below, ObjectNode above, Optional<Shape> shape) {
        ObjectNode merged = below.deepCopy();
        for (Map.Entry<String, JsonNode> field : above.properties()) {
            Optional<Shape> inner =
                    NormalizedConfig.field(shape, field.getKey()).map(Field::shape);
            JsonNode old = merged.get(field.getKey());
            merged.set(field.getKey(), old == null ? field.getValue() : values(old, field.getValue(), inner));
        }
        return merged;
    }

    private static JsonNode values(JsonNode below, JsonNode above, Optional<Shape> shape) {
        if (below instanceof ObjectNode old && above instanceof ObjectNode fresh && shape.isPresent()) {
            return objects(old, fresh, shape);
        }
        boolean named = shape.isPresent()
                && shape.get() instanceof Shape.Listing listing
                && listing.item() instanceof Shape.Group;
        return named && below instanceof ArrayNode old && above instanceof ArrayNode fresh
                ? items(old, fresh, (Shape.Listing) shape.get())
                : above;
    }

    /**
     * Merges two lists of named items. A merged list of models contains only the models of the higher-precedence list;
     * a merged list of providers contains the providers of both lists.
     */
    private static ArrayNode items(ArrayNode below, ArrayNode above, Shape.Listing listing) {
        Shape.Group item = (Shape.Group) listing.item();
        String key = item.key().orElseThrow();
        boolean aboveChooses = listing.word().isPresent();
        ArrayNode merged = JSON.arrayNode();
        if (!aboveChooses) {
            for (JsonNode old : below) {
                Optional<JsonNode> fresh = find(above, key, old);
                merged.add(fresh.isPresent() ? over(old, fresh.get(), item) : old);
            }
        }
        for (JsonNode fresh : above) {
            Optional<JsonNode> old = find(below, key, fresh);
            if (old.isEmpty()) {
                merged.add(fresh);
            } else if (aboveChooses) {
                merged.add(over(old.get(), fresh, item));
            }
        }
        return merged;
    }

    private static JsonNode over(JsonNode below, JsonNode above, Shape.Group item) {
        return below instanceof ObjectNode old && above instanceof ObjectNode fresh
                ? objects(old, fresh, Optional.of(item))
                : above;
    }

    private static Optional<JsonNode> find(ArrayNode list, String key, JsonNode item) {
        for (JsonNode other : list) {
            boolean same = item.isObject() ? other.path(key).equals(item.path(key)) : other.equals(item);
            if (same) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }
}
