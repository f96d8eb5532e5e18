package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares two normalized configurations value by value and describes the differences for a preview. */
final class NormalizedDiff {

    private final List<ConfigChange> changes = new ArrayList<>();

    private NormalizedDiff() {}

    static List<ConfigChange> between(ObjectNode before, ObjectNode after) {
        NormalizedDiff diff = new NormalizedDiff();
        diff.compareObjects(List.of(), before, after, Optional.of(ConfigSchema.ROOT));
        return List.copyOf(diff.changes);
    }

    private void compareObjects(List<String> path, JsonNode before, JsonNode after, Optional<Shape> shape) {
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            if (!after.has(field.getKey())) {
                addChange(childPath(path, field.getKey()), Optional.of(field.getValue()), Optional.empty());
            }
        }
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            List<String> fieldPath = childPath(path, field.getKey());
            JsonNode oldValue = before.get(field.getKey());
            Optional<Shape> inner =
                    NormalizedConfig.field(shape, field.getKey()).map(Field::shape);
            if (oldValue == null) {
                addChange(fieldPath, Optional.empty(), Optional.of(field.getValue()));
            } else if (!NormalizedConfig.isEquivalent(oldValue, field.getValue())) {
                compareValues(fieldPath, oldValue, field.getValue(), inner);
            }
        }
    }

    private void compareValues(List<String> path, JsonNode before, JsonNode after, Optional<Shape> shape) {
        if (before.isObject() && after.isObject()) {
            compareObjects(path, before, after, shape);
        } else if (shape.isPresent()
                && shape.get() instanceof Shape.Listing list
                && list.item() instanceof Shape.Group item) {
            compareItems(path, before, after, item);
        } else {
            addChange(path, Optional.of(before), Optional.of(after));
        }
    }

    private void compareItems(List<String> path, JsonNode before, JsonNode after, Shape.Group item) {
        Map<String, JsonNode> oldItems = byName(before, item);
        Map<String, JsonNode> newItems = byName(after, item);
        if (oldItems.keySet().equals(newItems.keySet())
                && !List.copyOf(oldItems.keySet()).equals(List.copyOf(newItems.keySet()))) {
            addChange(path, Optional.of(before), Optional.of(after));
            return;
        }
        oldItems.forEach((name, value) -> {
            if (!newItems.containsKey(name)) {
                addChange(childPath(path, name), Optional.of(value), Optional.empty());
            }
        });
        newItems.forEach((name, value) -> {
            if (!oldItems.containsKey(name)) {
                addChange(childPath(path, name), Optional.empty(), Optional.of(value));
            } else if (!NormalizedConfig.isEquivalent(oldItems.get(name), value)) {
                compareValues(childPath(path, name), oldItems.get(name), value, Optional.of(item));
            }
        });
    }

    private static Map<String, JsonNode> byName(JsonNode list, Shape.Group item) {
        Map<String, JsonNode> items = new LinkedHashMap<>();
        for (JsonNode value : list) {
            items.put(value.isObject() ? value.path(item.key().orElseThrow()).asText() : value.asText(), value);
        }
        return items;
    }

    private void addChange(List<String> path, Optional<JsonNode> before, Optional<JsonNode> after) {
        changes.add(new ConfigChange(path, before, after));
    }

    private static List<String> childPath(List<String> path, String name) {
        List<String> child = new ArrayList<>(path);
        child.add(name);
        return child;
    }
}
