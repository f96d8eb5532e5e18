package dev.openllm.server.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.yaml.YamlLayout.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Makes single changes to a YAML document. Each method returns the complete new document, in which only the affected
 * characters differ. {@link YamlPatch} verifies the result.
 */
final class YamlSplice {

    private final String text;
    private final YamlLayout layout;
    private final YamlRender render;

    YamlSplice(String text, YamlLayout layout, YamlRender render) {
        this.text = text;
        this.layout = layout;
        this.render = render;
    }

    /** Adds an entry after the last entry of a mapping. */
    String insertEntry(MappingNode mapping, Map.Entry<String, JsonNode> entry, Optional<Shape> shape) {
        List<Span> entries = layout.spans(mapping);
        if (!YamlLayout.isBlock(mapping)) {
            String flow = render.flowEntry(entry, shape);
            return entries.isEmpty()
                    ? insert(layout.contentStart(mapping) + 1, flow)
                    : insert(entries.getLast().end(), ", " + flow);
        }
        int indent = layout.column(entries.getFirst().start());
        Optional<Field> field = NormalizedConfig.field(shape, entry.getKey());
        Optional<Shape> valueShape = field.map(Field::shape).or(() -> NormalizedConfig.textShape(shape));
        String name = field.map(Field::yamlName).orElse(entry.getKey());
        return insertLines(
                entries.getLast().end(), " ".repeat(indent) + render.entry(name, entry.getValue(), valueShape, indent));
    }

    /** Removes an entry and its lines. Comments on separate lines are preserved. */
    String removeEntry(MappingNode mapping, int index) {
        List<Span> entries = layout.spans(mapping);
        Span entry = entries.get(index);
        boolean last = index == entries.size() - 1;
        if (!YamlLayout.isBlock(mapping)) {
            return removeFlow(mapping, index);
        }
        if (layout.isFirstOnLine(entry.start())) {
            return delete(layout.lineStart(entry.start()), layout.nextLine(entry.end()));
        }
        boolean commentBetween = !last
                && text.substring(entry.end(), entries.get(index + 1).start()).contains("#");
        return commentBetween || last
                ? delete(entry.start(), entry.end())
                : delete(entry.start(), entries.get(index + 1).start());
    }

    /** Replaces the value of a mapping entry. */
    String replaceValue(MappingNode mapping, int index, JsonNode value, Optional<Shape> shape) {
        Span entry = layout.spans(mapping).get(index);
        Node old = mapping.getValue().get(index).getValueNode();
        int colon = layout.colonEnd(entry);
        if (old instanceof CollectionNode<?> collection && YamlLayout.isBlock(collection)) {
            String remaining = delete(layout.lineStart(layout.contentStart(old)), layout.nextLine(entry.end()));
            return remaining.substring(0, colon) + " " + render.flow(value, shape) + remaining.substring(colon);
        }
        if (old instanceof ScalarNode scalar) {
            if (value.isValueNode()) {
                return replaceScalar(scalar, value);
            }
            if (YamlLayout.isBlock(mapping) && layout.contentStart(scalar) == layout.start(scalar)) {
                return scalarToCollection(mapping, index, value, shape);
            }
        }
        int start = layout.contentStart(old);
        String space = start == colon ? " " : "";
        return replace(start, entry.end(), space + render.flow(value, shape));
    }

    /**
     * Replaces the scalar in {@code key: word} with a list or mapping on indented lines or with a list on the same
     * line.
     */
    private String scalarToCollection(MappingNode mapping, int index, JsonNode value, Optional<Shape> shape) {
        Span entry = layout.spans(mapping).get(index);
        int indent = layout.column(layout.spans(mapping).getFirst().start());
        String rendered = render.entry("k", value, shape, indent);
        int colon = layout.colonEnd(entry);
        int firstLine = rendered.indexOf(':') + 1;
        int lineBreak = Math.max(rendered.indexOf('\n'), -1);
        if (lineBreak < 0) {
            return replace(colon, entry.end(), rendered.substring(firstLine));
        }
        int lineEnd = layout.lineEnd(entry.end());
        return text.substring(0, colon)
                + text.substring(entry.end(), lineEnd)
                + rendered.substring(firstLine)
                + text.substring(lineEnd);
    }

    private String replaceScalar(ScalarNode scalar, JsonNode value) {
        int start = layout.contentStart(scalar);
        int end = Math.max(start, layout.end(scalar));
        boolean wasEmpty = start == end;
        String rendered = value.isTextual()
                ? YamlRender.text(value.textValue(), YamlLayout.quotes(scalar))
                : render.flow(value, Optional.empty());
        return replace(start, end, wasEmpty ? " " + rendered : rendered);
    }

    /** Inserts an item at the specified index. */
    String insertItem(SequenceNode sequence, int index, JsonNode item, Optional<Shape> shape) {
        List<Span> items = layout.spans(sequence);
        if (!YamlLayout.isBlock(sequence)) {
            String flow = render.flow(item, shape);
            if (items.isEmpty()) {
                return insert(layout.contentStart(sequence) + 1, flow);
            }
            return index == 0
                    ? insert(items.getFirst().start(), flow + ", ")
                    : insert(items.get(index - 1).end(), ", " + flow);
        }
        int column = layout.column(layout.dashOffset(sequence, 0));
        String lines = " ".repeat(column) + "- " + render.item(item, shape, column + 2);
        return index == 0
                ? insert(layout.lineStart(layout.dashOffset(sequence, 0)), lines + YamlLayout.newline(text))
                : insertLines(items.get(index - 1).end(), lines);
    }

    /** Removes an item and its lines. */
    String removeItem(SequenceNode sequence, int index) {
        return YamlLayout.isBlock(sequence)
                ? delete(
                        layout.lineStart(layout.dashOffset(sequence, index)),
                        layout.nextLine(layout.spans(sequence).get(index).end()))
                : removeFlow(sequence, index);
    }

    /** Moves an item toward the beginning of the list without changing the text of the item. */
    String moveItem(SequenceNode sequence, int from, int to) {
        Span item = layout.spans(sequence).get(from);
        if (!YamlLayout.isBlock(sequence)) {
            String itemText = text.substring(item.start(), item.end());
            String remaining = removeFlow(sequence, from);
            int target = layout.spans(sequence).get(to).start();
            return remaining.substring(0, target) + itemText + ", " + remaining.substring(target);
        }
        int start = layout.lineStart(layout.dashOffset(sequence, from));
        int end = layout.nextLine(item.end());
        String lines = text.substring(start, end);
        String terminatedLines =
                lines.endsWith("\n") || lines.endsWith("\r") ? lines : lines + YamlLayout.newline(text);
        int target = layout.lineStart(layout.dashOffset(sequence, to));
        return text.substring(0, target) + terminatedLines + text.substring(target, start) + text.substring(end);
    }

    /** Converts {@code - name} to {@code - key: name}, so that more keys can be added. */
    String nameToGroup(SequenceNode sequence, ScalarNode name, Shape.Group group) {
        String key = group.key().orElseThrow() + ": ";
        int start = layout.contentStart(name);
        int end = layout.end(name);
        return YamlLayout.isBlock(sequence)
                ? insert(start, key)
                : replace(start, end, "{" + key + text.substring(start, end) + "}");
    }

    /** Replaces an item with another item. */
    String replaceItem(SequenceNode sequence, int index, JsonNode item, Optional<Shape> shape) {
        Node old = sequence.getValue().get(index);
        return old instanceof ScalarNode scalar && item.isValueNode()
                ? replaceScalar(scalar, item)
                : insertThenRemove(sequence, index, item, shape);
    }

    private String insertThenRemove(SequenceNode sequence, int index, JsonNode item, Optional<Shape> shape) {
        Span old = layout.spans(sequence).get(index);
        int start = layout.contentStart(sequence.getValue().get(index));
        int column = layout.column(start);
        return replace(
                start,
                old.end(),
                YamlLayout.isBlock(sequence) ? render.item(item, shape, column) : render.flow(item, shape));
    }

    private String removeFlow(CollectionNode<?> collection, int index) {
        List<Span> parts = layout.spans(collection);
        if (index < parts.size() - 1) {
            return delete(parts.get(index).start(), parts.get(index + 1).start());
        }
        if (index > 0) {
            return delete(parts.get(index - 1).end(), parts.get(index).end());
        }
        int start = layout.contentStart(collection);
        int end = layout.end(collection);
        return replace(start, end, text.charAt(start) + "" + text.charAt(end - 1));
    }

    /**
     * Returns the text of a file that contains no values, with the wanted content added at the end. Comments in the
     * file are preserved.
     */
    static String fill(String text, ObjectNode wanted, YamlRender render, Optional<Shape> shape) {
        String newline = YamlLayout.newline(text);
        String before = text.isEmpty() || text.endsWith("\n") ? text : text + newline;
        return before + render.group(wanted, shape, 0) + newline;
    }

    /**
     * Inserts lines after the line that contains the offset. If the last line of the document has no line break, none
     * is added at the end.
     */
    private String insertLines(int position, String lines) {
        String newline = YamlLayout.newline(text);
        int nextLine = layout.nextLine(position);
        boolean hasLineBreak = nextLine > position && layout.lineEnd(position) < nextLine;
        return hasLineBreak ? insert(nextLine, lines + newline) : insert(nextLine, newline + lines);
    }

    private String insert(int offset, String content) {
        return replace(offset, offset, content);
    }

    private String delete(int start, int end) {
        return replace(start, end, "");
    }

    private String replace(int start, int end, String content) {
        return text.substring(0, start) + content + text.substring(end);
    }
}
