package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The items of a list before and after a change, in order. Each item is identified by its name or, if it has no name,
 * by its entire content.
 *
 * @param old the items before the change, keyed by name
 * @param wanted the items after the change, keyed by name
 * @param shape the shape of one item
 * @param areUnique whether no two items have the same name; of items with the same name, only the last one is included
 */
public record JsoncItems(
        Map<JsonNode, JsonNode> old, Map<JsonNode, JsonNode> wanted, Optional<Shape> shape, boolean areUnique) {

    static JsoncItems of(JsoncChange arrayChange) {
        Optional<Shape> shape = Shape.itemOf(arrayChange.shape());
        Map<JsonNode, JsonNode> old = byName(arrayChange.old(), shape);
        Map<JsonNode, JsonNode> wanted = byName(arrayChange.wanted(), shape);
        boolean unique = old.size() == arrayChange.old().size()
                && wanted.size() == arrayChange.wanted().size();
        return new JsoncItems(old, wanted, shape, unique);
    }

    /**
     * Returns whether the list can be changed item by item: all names are unique, and the remaining items retain their
     * order.
     */
    boolean canBeMatched() {
        List<JsonNode> retained = old.keySet().stream().filter(this::isRetained).toList();
        return areUnique
                && retained.equals(
                        wanted.keySet().stream().filter(this::isRetained).toList());
    }

    boolean isRetained(JsonNode name) {
        return old.containsKey(name) && wanted.containsKey(name);
    }

    /** Returns the change to an item that remains in the list. */
    JsoncChange change(JsonNode name) {
        return new JsoncChange(old.get(name), wanted.get(name), shape);
    }

    private static Map<JsonNode, JsonNode> byName(JsonNode list, Optional<Shape> shape) {
        Map<JsonNode, JsonNode> items = new LinkedHashMap<>();
        list.forEach(item -> items.put(name(item, shape), item));
        return items;
    }

    /**
     * Returns an item's name or, if the item has no name, the entire item. If the list is not in the schema, the member
     * {@code name} or {@code id} is used as the name.
     */
    private static JsonNode name(JsonNode item, Optional<Shape> shape) {
        Optional<JsonNode> name = shape.isPresent() && shape.get() instanceof Shape.Group group
                ? group.key().flatMap(group::field).flatMap(key -> keyValue(item, key))
                : Optional.ofNullable(item.get("name")).or(() -> Optional.ofNullable(item.get("id")));
        JsonNode found = name.orElse(item);
        return found.isIntegralNumber() ? BigIntegerNode.valueOf(found.bigIntegerValue()) : found;
    }

    private static Optional<JsonNode> keyValue(JsonNode item, Field key) {
        return item.properties().stream()
                .filter(member -> key.hasName(member.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
