package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.config.jsonc.JsoncText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Merges content into a JSON tree, and removes merged content from a later version of the tree. If the name of a field
 * in the content begins with a question mark, the field is added, without the question mark, only if the tree does not
 * already contain it.
 */
final class TreeMerge {

    /** The names of the fields that identify an item of a list. */
    private static final List<String> IDENTITY_FIELDS = List.of("id", "name");

    private static final String OPTIONAL_PREFIX = "?";

    private TreeMerge() {}

    static ObjectNode merge(ObjectNode current, ObjectNode content) {
        ObjectNode merged = current.deepCopy();
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            if (field.getKey().startsWith(OPTIONAL_PREFIX)) {
                merged.putIfAbsent(field.getKey().substring(OPTIONAL_PREFIX.length()), field.getValue());
                continue;
            }
            JsonNode existing = merged.get(field.getKey());
            JsonNode newValue = field.getValue();
            if (existing instanceof ObjectNode object && newValue instanceof ObjectNode addition) {
                merged.set(field.getKey(), merge(object, addition));
            } else if (existing instanceof ArrayNode array && newValue instanceof ArrayNode addition) {
                merged.set(field.getKey(), mergeItems(array, addition));
            } else {
                merged.set(field.getKey(), newValue);
            }
        }
        return merged;
    }

    private static ArrayNode mergeItems(ArrayNode existing, ArrayNode added) {
        ArrayNode items = Wire.JSON.createArrayNode();
        existing.forEach(item -> items.add(findMatching(item, added).orElse(item)));
        added.forEach(item -> {
            if (findMatching(item, existing).isEmpty()) {
                items.add(item);
            }
        });
        return items;
    }

    /** Returns the item of a list that equals the given item or has the same ID or name. */
    private static Optional<JsonNode> findMatching(JsonNode item, ArrayNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(other -> isEqual(item, other)
                        || IDENTITY_FIELDS.stream()
                                .filter(item::has)
                                .findFirst()
                                .filter(name -> item.path(name).equals(other.path(name)))
                                .isPresent())
                .findFirst();
    }

    static ObjectNode undo(ObjectNode current, ObjectNode before, ObjectNode after) {
        ObjectNode undone = current.deepCopy();
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            String name = field.getKey();
            JsonNode changed = field.getValue();
            Optional<JsonNode> original = Optional.ofNullable(before.get(name));
            JsonNode existing = current.get(name);
            if (existing == null
                    || original.filter(value -> isEqual(value, changed)).isPresent()) {
                continue; // deleted after the earlier change, or not part of it
            }
            Optional<JsonNode> restored = restoredValue(existing, original, changed);
            if (restored.isPresent()) {
                undone.set(name, restored.get());
            } else {
                undone.remove(name);
            }
        }
        return undone;
    }

    /** Returns the value of a field after the change is undone, or an empty result if the field is to be removed. */
    private static Optional<JsonNode> restoredValue(JsonNode existing, Optional<JsonNode> original, JsonNode changed) {
        if (isEqual(existing, changed)) {
            return original;
        }
        JsonNode result = existing;
        if (existing instanceof ObjectNode object && changed instanceof ObjectNode after) {
            result = undo(
                    object,
                    original.filter(JsonNode::isObject)
                            .map(ObjectNode.class::cast)
                            .orElse(emptyObject()),
                    after);
        } else if (existing instanceof ArrayNode array && changed instanceof ArrayNode after) {
            result = undoItems(
                    array,
                    original.filter(JsonNode::isArray)
                            .map(ArrayNode.class::cast)
                            .orElseGet(Wire.JSON::createArrayNode),
                    after);
        }
        return result.isContainerNode() && result.isEmpty() ? original : Optional.of(result);
    }

    private static ArrayNode undoItems(ArrayNode current, ArrayNode before, ArrayNode after) {
        ArrayNode items = Wire.JSON.createArrayNode();
        for (JsonNode item : current) {
            boolean isAdded = contains(after, item) && !contains(before, item);
            Optional<JsonNode> restored = isAdded ? findMatching(item, before) : Optional.of(item);
            restored.ifPresent(items::add);
        }
        return items;
    }

    private static boolean contains(ArrayNode list, JsonNode item) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(other -> isEqual(item, other));
    }

    private static ObjectNode emptyObject() {
        return Wire.JSON.createObjectNode();
    }

    static boolean isEqual(JsonNode one, JsonNode other) {
        return JsoncText.same(one, other);
    }
}
