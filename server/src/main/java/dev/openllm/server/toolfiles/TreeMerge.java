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
    private static final List<String> NAMES = List.of("id", "name");

    private static final String OPTIONAL = "?";

    private TreeMerge() {}

    static ObjectNode merged(ObjectNode now, ObjectNode content) {
        ObjectNode merged = now.deepCopy();
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            if (field.getKey().startsWith(OPTIONAL)) {
                merged.putIfAbsent(field.getKey().substring(OPTIONAL.length()), field.getValue());
                continue;
            }
            JsonNode there = merged.get(field.getKey());
            JsonNode wanted = field.getValue();
            if (there instanceof ObjectNode object && wanted instanceof ObjectNode more) {
                merged.set(field.getKey(), merged(object, more));
            } else if (there instanceof ArrayNode array && wanted instanceof ArrayNode more) {
                merged.set(field.getKey(), items(array, more));
            } else {
                merged.set(field.getKey(), wanted);
            }
        }
        return merged;
    }

    private static ArrayNode items(ArrayNode there, ArrayNode added) {
        ArrayNode items = Wire.JSON.createArrayNode();
        there.forEach(item -> items.add(like(item, added).orElse(item)));
        added.forEach(item -> {
            if (like(item, there).isEmpty()) {
                items.add(item);
            }
        });
        return items;
    }

    /** Returns the item of a list that equals the given item or has the same ID or name. */
    private static Optional<JsonNode> like(JsonNode item, ArrayNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(other -> same(item, other)
                        || NAMES.stream()
                                .filter(item::has)
                                .findFirst()
                                .filter(name -> item.path(name).equals(other.path(name)))
                                .isPresent())
                .findFirst();
    }

    static ObjectNode undone(ObjectNode now, ObjectNode before, ObjectNode after) {
        ObjectNode undone = now.deepCopy();
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            String name = field.getKey();
            JsonNode made = field.getValue();
            Optional<JsonNode> old = Optional.ofNullable(before.get(name));
            JsonNode there = now.get(name);
            if (there == null || old.filter(value -> same(value, made)).isPresent()) {
                continue; // deleted after the earlier change, or not part of it
            }
            Optional<JsonNode> back = back(there, old, made);
            if (back.isPresent()) {
                undone.set(name, back.get());
            } else {
                undone.remove(name);
            }
        }
        return undone;
    }

    /** Returns the value of a field after the change is undone, or an empty result if the field is to be removed. */
    private static Optional<JsonNode> back(JsonNode there, Optional<JsonNode> old, JsonNode made) {
        if (same(there, made)) {
            return old;
        }
        JsonNode rest = there;
        if (there instanceof ObjectNode object && made instanceof ObjectNode after) {
            rest = undone(
                    object,
                    old.filter(JsonNode::isObject).map(ObjectNode.class::cast).orElse(empty()),
                    after);
        } else if (there instanceof ArrayNode array && made instanceof ArrayNode after) {
            rest = itemsUndone(
                    array,
                    old.filter(JsonNode::isArray).map(ArrayNode.class::cast).orElseGet(Wire.JSON::createArrayNode),
                    after);
        }
        return rest.isContainerNode() && rest.isEmpty() ? old : Optional.of(rest);
    }

    private static ArrayNode itemsUndone(ArrayNode now, ArrayNode before, ArrayNode after) {
        ArrayNode items = Wire.JSON.createArrayNode();
        for (JsonNode item : now) {
            boolean made = contains(after, item) && !contains(before, item);
            Optional<JsonNode> kept = made ? like(item, before) : Optional.of(item);
            kept.ifPresent(items::add);
        }
        return items;
    }

    private static boolean contains(ArrayNode list, JsonNode item) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(other -> same(item, other));
    }

    private static ObjectNode empty() {
        return Wire.JSON.createObjectNode();
    }

    static boolean same(JsonNode one, JsonNode other) {
        return JsoncText.same(one, other);
    }
}
