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
 * The items of two versions of a list, in their order, identified by name, or by their entire content if they have no
 * name.
 *
 * @param shape of one item
 * @param areUnique whether no two have the same name; of those that have, only the last is included
 */
public record JsoncItems(
        Map<JsonNode, JsonNode> old, Map<JsonNode, JsonNode> wanted, Optional<Shape> shape, boolean areUnique) {

    static JsoncItems of(JsoncChange ofArrays) {
        Optional<Shape> shape = Shape.itemOf(ofArrays.shape());
        Map<JsonNode, JsonNode> old = byName(ofArrays.old(), shape);
        Map<JsonNode, JsonNode> wanted = byName(ofArrays.wanted(), shape);
        boolean unique = old.size() == ofArrays.old().size()
                && wanted.size() == ofArrays.wanted().size();
        return new JsoncItems(old, wanted, shape, unique);
    }

    /** Whether the remaining items keep their order, so that others are only added and removed between them. */
    boolean canBeMatched() {
        List<JsonNode> staying = old.keySet().stream().filter(this::stays).toList();
        return areUnique
                && staying.equals(wanted.keySet().stream().filter(this::stays).toList());
    }

    boolean stays(JsonNode name) {
        return old.containsKey(name) && wanted.containsKey(name);
    }

    /** For an item that remains. */
    JsoncChange change(JsonNode name) {
        return new JsoncChange(old.get(name), wanted.get(name), shape);
    }

    private static Map<JsonNode, JsonNode> byName(JsonNode list, Optional<Shape> shape) {
        Map<JsonNode, JsonNode> items = new LinkedHashMap<>();
        list.forEach(item -> items.put(name(item, shape), item));
        return items;
    }

    /** Items of a list that is not in the schema are assumed to have the usual keys. */
    private static JsonNode name(JsonNode item, Optional<Shape> shape) {
        Optional<JsonNode> name = shape.isPresent() && shape.get() instanceof Shape.Group group
                ? group.key().flatMap(group::field).flatMap(key -> named(item, key))
                : Optional.ofNullable(item.get("name")).or(() -> Optional.ofNullable(item.get("id")));
        JsonNode found = name.orElse(item);
        return found.isIntegralNumber() ? BigIntegerNode.valueOf(found.bigIntegerValue()) : found;
    }

    private static Optional<JsonNode> named(JsonNode item, Field key) {
        return item.properties().stream()
                .filter(member -> key.answersTo(member.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
