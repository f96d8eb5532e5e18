package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.schema.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Changes the values in JSON text with comments one by one, so that the text has the wanted content. Unchanged values
 * retain their source text. {@link JsoncText} verifies the result.
 */
public final class JsoncPatch {

    private final JsoncSource source;
    private final JsoncNode root;
    private final JsoncStyle style;
    private final boolean deep;

    private JsoncPatch(String text, boolean deep) throws IOException {
        this.source = new JsoncSource(text);
        this.root = JsoncNode.of(text);
        this.style = JsoncStyle.of(source, root);
        this.deep = deep;
    }

    /**
     * Changes only the values that differ, including values inside nested objects and arrays.
     *
     * @param old the current content of the text
     */
    static String deep(String text, ObjectNode old, ObjectNode wanted, Shape.Group shape) throws IOException {
        return new JsoncPatch(text, true).apply(new JsoncChange(old, wanted, Optional.of(shape)));
    }

    /**
     * Replaces the entire value of each changed member of the top-level object.
     *
     * @param old the current content of the text
     */
    static String shallow(String text, ObjectNode old, ObjectNode wanted) throws IOException {
        return new JsoncPatch(text, false).apply(new JsoncChange(old, wanted, Optional.empty()));
    }

    private String apply(JsoncChange change) throws IOException {
        return source.text().substring(0, root.start())
                + changeObject(root, change, false)
                + source.text().substring(root.end());
    }

    private String changeValue(JsoncNode node, JsoncChange change, boolean oneLine) throws IOException {
        boolean keepOnOneLine = oneLine || !change.old().isEmpty() && source.isOnOneLine(node);
        if (deep && change.isObjectChange()) {
            return changeObject(node, change, keepOnOneLine);
        }
        if (deep && change.isArrayChange()) {
            JsoncItems items = JsoncItems.of(change);
            if (items.canBeMatched()) {
                return changeArray(node, items, keepOnOneLine);
            }
        }
        return (change.isArrayChange() ? keepOnOneLine : oneLine)
                ? JsoncStyle.renderSingleLine(change.wanted())
                : style.renderMultiline(change.wanted(), source.indent(node.start()));
    }

    private String changeObject(JsoncNode node, JsoncChange change, boolean oneLine) throws IOException {
        List<JsoncNode> members = node.inner();
        Map<String, Integer> lastIndexes = new HashMap<>();
        IntStream.range(0, members.size()).forEach(i -> lastIndexes.put(name(members, i), i));
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            String name = name(members, i);
            boolean isEffective = lastIndexes.get(name) == i && change.wanted().has(name);
            bodies.add(
                    isEffective
                            ? changeBody(members.get(i), change.memberChange(name), oneLine)
                            : source.of(members.get(i)));
        }
        JsoncMembers parts = JsoncMembers.of(source, node, style, oneLine)
                .withBodies(bodies)
                .without(i -> !change.wanted().has(name(members, i)));
        for (Map.Entry<String, JsonNode> member : change.wanted().properties()) {
            if (!change.old().has(member.getKey())) {
                parts = parts.withPart(parts.parts().size(), Optional.of(member.getKey()), member.getValue());
            }
        }
        return parts.text();
    }

    private String changeArray(JsoncNode node, JsoncItems items, boolean oneLine) throws IOException {
        List<JsonNode> names = List.copyOf(items.old().keySet());
        List<String> bodies = new ArrayList<>();
        for (JsonNode name : names) {
            JsoncNode item = node.inner().get(bodies.size());
            bodies.add(items.isRetained(name) ? changeBody(item, items.change(name), oneLine) : source.of(item));
        }
        JsoncMembers parts = JsoncMembers.of(source, node, style, oneLine)
                .withBodies(bodies)
                .without(i -> !items.isRetained(names.get(i)));
        int index = 0;
        for (Map.Entry<JsonNode, JsonNode> item : items.wanted().entrySet()) {
            if (!items.isRetained(item.getKey())) {
                parts = parts.withPart(index, Optional.empty(), item.getValue());
            }
            index++;
        }
        return parts.text();
    }

    private String changeBody(JsoncNode node, JsoncChange change, boolean oneLine) throws IOException {
        return JsoncText.same(change.old(), change.wanted())
                ? source.of(node)
                : source.text().substring(node.start(), node.valueStart()) + changeValue(node, change, oneLine);
    }

    private static String name(List<JsoncNode> members, int index) {
        return members.get(index).name().orElseThrow();
    }
}
