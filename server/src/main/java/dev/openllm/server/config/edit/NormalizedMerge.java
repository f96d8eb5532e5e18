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
        return mergeObjects(below, above, Optional.of(ConfigSchema.ROOT));
    }

    private static ObjectNode mergeObjects(ObjectNode below, ObjectNode above, Optional<Shape> shape) {
        ObjectNode merged = below.deepCopy();
        for (Map.Entry<String, JsonNode> field : above.properties()) {
            Optional<Shape> inner =
                    NormalizedConfig.field(shape, field.getKey()).map(Field::shape);
            JsonNode old = merged.get(field.getKey());
            merged.set(field.getKey(), old == null ? field.getValue() : mergeValues(old, field.getValue(), inner));
        }
        return merged;
    }

    private static JsonNode mergeValues(JsonNode below, JsonNode above, Optional<Shape> shape) {
        if (below instanceof ObjectNode old && above instanceof ObjectNode fresh && shape.isPresent()) {
            return mergeObjects(old, fresh, shape);
        }
        boolean hasNamedItems = shape.isPresent()
                && shape.get() instanceof Shape.Listing listing
                && listing.item() instanceof Shape.Group;
        return hasNamedItems && below instanceof ArrayNode old && above instanceof ArrayNode fresh
                ? mergeItems(old, fresh, (Shape.Listing) shape.get())
                : above;
    }

    /**
     * Merges two lists of named items. A merged list of models contains only the models of the higher-precedence list;
     * a merged list of providers contains the providers of both lists.
     */
    private static ArrayNode mergeItems(ArrayNode below, ArrayNode above, Shape.Listing listing) {
        Shape.Group item = (Shape.Group) listing.item();
        String key = item.key().orElseThrow();
        boolean replacesList = listing.keyword().isPresent();
        ArrayNode merged = JSON.arrayNode();
        if (!replacesList) {
            for (JsonNode old : below) {
                Optional<JsonNode> fresh = find(above, key, old);
                merged.add(fresh.isPresent() ? mergeItem(old, fresh.get(), item) : old);
            }
        }
        for (JsonNode fresh : above) {
            Optional<JsonNode> old = find(below, key, fresh);
            if (old.isEmpty()) {
                merged.add(fresh);
            } else if (replacesList) {
                merged.add(mergeItem(old.get(), fresh, item));
            }
        }
        return merged;
    }

    private static JsonNode mergeItem(JsonNode below, JsonNode above, Shape.Group item) {
        return below instanceof ObjectNode old && above instanceof ObjectNode fresh
                ? mergeObjects(old, fresh, Optional.of(item))
                : above;
    }

    private static Optional<JsonNode> find(ArrayNode list, String key, JsonNode item) {
        for (JsonNode other : list) {
            boolean isMatch = item.isObject() ? other.path(key).equals(item.path(key)) : other.equals(item);
            if (isMatch) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }
}
