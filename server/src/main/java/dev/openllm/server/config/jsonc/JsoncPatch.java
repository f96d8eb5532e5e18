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
        return new JsoncPatch(text, true).all(new JsoncChange(old, wanted, Optional.of(shape)));
    }

    /**
     * Replaces the entire value of each changed member of the top-level object.
     *
     * @param old the current content of the text
     */
    static String shallow(String text, ObjectNode old, ObjectNode wanted) throws IOException {
        return new JsoncPatch(text, false).all(new JsoncChange(old, wanted, Optional.empty()));
    }

    private String all(JsoncChange change) throws IOException {
        return source.text().substring(0, root.start())
                + object(root, change, false)
                + source.text().substring(root.end());
    }

    private String value(JsoncNode node, JsoncChange change, boolean oneLine) throws IOException {
        boolean staysOnLine = oneLine || !change.old().isEmpty() && source.onOneLine(node);
        if (deep && change.isOfObjects()) {
            return object(node, change, staysOnLine);
        }
        if (deep && change.isOfArrays()) {
            JsoncItems items = JsoncItems.of(change);
            if (items.canBeMatched()) {
                return array(node, items, staysOnLine);
            }
        }
        return (change.isOfArrays() ? staysOnLine : oneLine)
                ? JsoncStyle.onOneLine(change.wanted())
                : style.onLines(change.wanted(), source.indent(node.start()));
    }

    private String object(JsoncNode node, JsoncChange change, boolean oneLine) throws IOException {
        List<JsoncNode> members = node.inner();
        Map<String, Integer> last = new HashMap<>();
        IntStream.range(0, members.size()).forEach(i -> last.put(name(members, i), i));
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            String name = name(members, i);
            boolean counts = last.get(name) == i && change.wanted().has(name);
            bodies.add(counts ? body(members.get(i), change.below(name), oneLine) : source.of(members.get(i)));
        }
        JsoncMembers parts = JsoncMembers.of(source, node, style, oneLine)
                .saying(bodies)
                .without(i -> !change.wanted().has(name(members, i)));
        for (Map.Entry<String, JsonNode> member : change.wanted().properties()) {
            if (!change.old().has(member.getKey())) {
                parts = parts.with(parts.parts().size(), Optional.of(member.getKey()), member.getValue());
            }
        }
        return parts.text();
    }

    private String array(JsoncNode node, JsoncItems items, boolean oneLine) throws IOException {
        List<JsonNode> names = List.copyOf(items.old().keySet());
        List<String> bodies = new ArrayList<>();
        for (JsonNode name : names) {
            JsoncNode item = node.inner().get(bodies.size());
            bodies.add(items.stays(name) ? body(item, items.change(name), oneLine) : source.of(item));
        }
        JsoncMembers parts =
                JsoncMembers.of(source, node, style, oneLine).saying(bodies).without(i -> !items.stays(names.get(i)));
        int index = 0;
        for (Map.Entry<JsonNode, JsonNode> item : items.wanted().entrySet()) {
            if (!items.stays(item.getKey())) {
                parts = parts.with(index, Optional.empty(), item.getValue());
            }
            index++;
        }
        return parts.text();
    }

    private String body(JsoncNode node, JsoncChange change, boolean oneLine) throws IOException {
        return JsoncText.same(change.old(), change.wanted())
                ? source.of(node)
                : source.text().substring(node.start(), node.valueStart()) + value(node, change, oneLine);
    }

    private static String name(List<JsoncNode> members, int index) {
        return members.get(index).name().orElseThrow();
    }
}
