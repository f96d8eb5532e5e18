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
        NormalizedDiff found = new NormalizedDiff();
        found.objects(List.of(), before, after, Optional.of(ConfigSchema.ROOT));
        return List.copyOf(found.changes);
    }

    private void objects(List<String> path, JsonNode before, JsonNode after, Optional<Shape> shape) {
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            if (!after.has(field.getKey())) {
                change(below(path, field.getKey()), Optional.of(field.getValue()), Optional.empty());
            }
        }
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            List<String> below = below(path, field.getKey());
            JsonNode old = before.get(field.getKey());
            Optional<Shape> inner =
                    NormalizedConfig.field(shape, field.getKey()).map(Field::shape);
            if (old == null) {
                change(below, Optional.empty(), Optional.of(field.getValue()));
            } else if (!NormalizedConfig.same(old, field.getValue())) {
                values(below, old, field.getValue(), inner);
            }
        }
    }

    private void values(List<String> path, JsonNode before, JsonNode after, Optional<Shape> shape) {
        if (before.isObject() && after.isObject()) {
            objects(path, before, after, shape);
        } else if (shape.isPresent()
                && shape.get() instanceof Shape.Listing list
                && list.item() instanceof Shape.Group item) {
            items(path, before, after, item);
        } else {
            change(path, Optional.of(before), Optional.of(after));
        }
    }

    private void items(List<String> path, JsonNode before, JsonNode after, Shape.Group item) {
        Map<String, JsonNode> old = byName(before, item);
        Map<String, JsonNode> fresh = byName(after, item);
        if (old.keySet().equals(fresh.keySet()) && !List.copyOf(old.keySet()).equals(List.copyOf(fresh.keySet()))) {
            change(path, Optional.of(before), Optional.of(after));
            return;
        }
        old.forEach((name, value) -> {
            if (!fresh.containsKey(name)) {
                change(below(path, name), Optional.of(value), Optional.empty());
            }
        });
        fresh.forEach((name, value) -> {
            if (!old.containsKey(name)) {
                change(below(path, name), Optional.empty(), Optional.of(value));
            } else if (!NormalizedConfig.same(old.get(name), value)) {
                values(below(path, name), old.get(name), value, Optional.of(item));
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

    private void change(List<String> path, Optional<JsonNode> before, Optional<JsonNode> after) {
        changes.add(new ConfigChange(path, before, after));
    }

    private static List<String> below(List<String> path, String name) {
        List<String> below = new ArrayList<>(path);
        below.add(name);
        return below;
    }
}
