package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.trust.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a configuration before and after an edit and finds each changed value that determines where data is sent. An
 * added provider results in one change for each of its fields.
 */
final class DestinationChanges {

    private final List<DestinationChange> changes = new ArrayList<>();

    private DestinationChanges() {}

    static List<DestinationChange> between(ObjectNode before, ObjectNode after) {
        DestinationChanges comparison = new DestinationChanges();
        comparison.compareValues(List.of(), "", Optional.of(ConfigSchema.ROOT), before, after);
        return List.copyOf(comparison.changes);
    }

    private void compareValues(List<String> path, String key, Optional<Shape> shape, JsonNode before, JsonNode after) {
        if (NormalizedConfig.isEquivalent(before, after)) {
            return;
        }
        Optional<Shape.Group> item =
                Shape.itemOf(shape).filter(Shape.Group.class::isInstance).map(Shape.Group.class::cast);
        if (item.isPresent() && isListOrMissing(before) && isListOrMissing(after)) {
            compareItems(path, key, item.get(), before, after);
        } else if (isObjectOrMissing(before) && isObjectOrMissing(after)) {
            compareFields(path, key, shape, before, after);
        } else {
            changes.add(new DestinationChange(path, key, toOptional(before), toOptional(after)));
        }
    }

    private void compareFields(List<String> path, String key, Optional<Shape> shape, JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            Optional<Field> field = NormalizedConfig.field(shape, name);
            // Only some fields of a group determine where data is sent. Unknown fields are included because a later
            // version could define them for any purpose.
            if (field.isEmpty() || containsFields(field.get().shape()) || Fingerprint.affectsDestination(field.get())) {
                String yamlName = field.map(Field::yamlName).orElse(name);
                compareValues(
                        childPath(path, name),
                        key.isEmpty() ? yamlName : key + "." + yamlName,
                        field.map(Field::shape),
                        before.path(name),
                        after.path(name));
            }
        }
    }

    private static boolean containsFields(Shape shape) {
        return shape instanceof Shape.Group
                || Shape.itemOf(Optional.of(shape))
                        .filter(Shape.Group.class::isInstance)
                        .isPresent();
    }

    private void compareItems(List<String> path, String key, Shape.Group item, JsonNode before, JsonNode after) {
        Map<String, JsonNode> oldItems = byName(before, item);
        Map<String, JsonNode> newItems = byName(after, item);
        Set<String> names = new LinkedHashSet<>(oldItems.keySet());
        names.addAll(newItems.keySet());
        for (String name : names) {
            compareValues(
                    childPath(path, name),
                    key + "." + name,
                    Optional.of(item),
                    oldItems.getOrDefault(name, MissingNode.getInstance()),
                    newItems.getOrDefault(name, MissingNode.getInstance()));
        }
        List<String> oldOrder = List.copyOf(oldItems.keySet());
        List<String> newOrder = List.copyOf(newItems.keySet());
        if (oldOrder.size() != before.size() || newOrder.size() != after.size()) {
            // If several items have the same name, names do not identify the items, so report the entire list.
            changes.add(new DestinationChange(path, key, toOptional(before), toOptional(after)));
        } else if (oldItems.keySet().equals(newItems.keySet()) && !oldOrder.equals(newOrder)) {
            changes.add(
                    new DestinationChange(path, key, Optional.of(toArray(oldOrder)), Optional.of(toArray(newOrder))));
        }
    }

    private static Map<String, JsonNode> byName(JsonNode list, Shape.Group item) {
        String name = item.key().orElseThrow();
        Map<String, JsonNode> items = new LinkedHashMap<>();
        for (JsonNode value : list) {
            items.put(value.isObject() ? value.path(name).asText() : value.asText(), value);
        }
        return items;
    }

    private static ArrayNode toArray(List<String> names) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        names.forEach(list::add);
        return list;
    }

    private static boolean isListOrMissing(JsonNode value) {
        return value.isArray() || value.isMissingNode();
    }

    private static boolean isObjectOrMissing(JsonNode value) {
        return value.isObject() || value.isMissingNode();
    }

    private static Optional<JsonNode> toOptional(JsonNode value) {
        return Optional.of(value).filter(node -> !node.isMissingNode());
    }

    private static List<String> childPath(List<String> path, String name) {
        List<String> child = new ArrayList<>(path);
        child.add(name);
        return child;
    }
}
