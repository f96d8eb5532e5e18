package dev.openllm.server.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The positions of the nodes in a YAML document. SnakeYAML counts code points and ends a block node where the next node
 * begins. This class uses offsets in the {@code String}, ends every node after its own last character, and locates an
 * alias ({@code *name}) where it is written.
 */
final class YamlLayout {

    /**
     * The position of a list item or mapping entry.
     *
     * @param start the offset of the item or entry
     * @param keyEnd the offset just past the key of an entry, or the start offset of an item
     * @param end the offset just past the item or entry
     * @param alias whether the value is written as an alias
     */
    record Span(int start, int keyEnd, int end, boolean alias) {}

    private final String text;
    private final int[] offsets;
    private final Map<Node, List<Span>> spans = new IdentityHashMap<>();

    YamlLayout(String text, Node root) {
        this.text = text;
        this.offsets = offsets(text);
        measure(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Returns the positions of the items of a list or of the entries of a mapping. */
    List<Span> spans(CollectionNode<?> node) {
        return spans.get(node);
    }

    int start(Node node) {
        return index(node.getStartMark().getIndex());
    }

    /** Returns the offset of a node's content, which follows the node's anchor ({@code &name}) and tag, if any. */
    int contentStart(Node node) {
        int at = start(node);
        while (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
            at = skipBlank(wordEnd(at));
        }
        return at;
    }

    /** Returns the offset just past the last character of a node. */
    int end(Node node) {
        if (node instanceof CollectionNode<?> collection && isBlock(collection)) {
            return spans.get(collection).getLast().end();
        }
        int end = index(node.getEndMark().getIndex());
        if (node instanceof ScalarNode scalar && isBlockText(scalar)) {
            while (end > 0 && isSpace(text.charAt(end - 1))) {
                end--;
            }
        }
        return end;
    }

    private int measure(Node node, Set<Node> seen) {
        seen.add(node);
        switch (node) {
            case SequenceNode sequence -> {
                List<Span> items = new ArrayList<>();
                int cursor = start(sequence);
                for (Node item : sequence.getValue()) {
                    Span span = span(item, cursor, seen);
                    items.add(new Span(span.start(), span.start(), span.end(), span.alias()));
                    cursor = span.end();
                }
                spans.put(sequence, items);
            }
            case MappingNode mapping -> {
                List<Span> entries = new ArrayList<>();
                int cursor = start(mapping);
                for (NodeTuple tuple : mapping.getValue()) {
                    Span key = span(tuple.getKeyNode(), cursor, seen);
                    Span value = span(tuple.getValueNode(), key.end(), seen);
                    entries.add(new Span(key.start(), key.end(), value.end(), value.alias()));
                    cursor = value.end();
                }
                spans.put(mapping, entries);
            }
            default -> {}
        }
        return end(node);
    }

    private Span span(Node node, int from, Set<Node> seen) {
        if (!seen.contains(node)) {
            return new Span(start(node), start(node), measure(node, seen), false);
        }
        int aliasStart = text.indexOf('*', from);
        return new Span(aliasStart, aliasStart, wordEnd(aliasStart), true);
    }

    static boolean isBlock(CollectionNode<?> node) {
        return node.getFlowStyle() == FlowStyle.BLOCK;
    }

    private static boolean isBlockText(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.LITERAL || node.getScalarStyle() == ScalarStyle.FOLDED;
    }

    /** Returns the offset just past the colon of an entry. */
    int colonEnd(Span entry) {
        return text.indexOf(':', entry.keyEnd()) + 1;
    }

    /** Returns the offset of the dash of an item in a block list. */
    int dashOffset(SequenceNode sequence, int item) {
        int column = column(contentStart(sequence));
        int line = lineStart(spans.get(sequence).get(item).start());
        while (line > 0 && !(line + column < text.length() && text.charAt(line + column) == '-')) {
            line = lineStart(line - 1);
        }
        return line + column;
    }

    int lineStart(int position) {
        int at = position;
        while (at > 0 && !isLineEnd(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** Returns the offset of the end of the line, before the line break. */
    int lineEnd(int position) {
        int at = position;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Returns the offset of the beginning of the next line, or of the end of the text. */
    int nextLine(int position) {
        int at = lineEnd(position);
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '\n' ? at + 1 : at;
    }

    int column(int position) {
        return position - lineStart(position);
    }

    /** Returns whether the text between the beginning of the line and the offset is blank. */
    boolean isFirstOnLine(int position) {
        return text.substring(lineStart(position), position).isBlank();
    }

    /** Returns the line separator after the first line. */
    static String newline(String text) {
        int at = text.indexOf('\n');
        return at > 0 && text.charAt(at - 1) == '\r' ? "\r\n" : "\n";
    }

    /**
     * Returns whether the dashes of list items are indented more than the key of the list. The result is true if the
     * document has no list.
     */
    boolean dashesIndented(Node root) {
        return firstList(root).orElse(true);
    }

    private Optional<Boolean> firstList(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        for (int i = 0; i < mapping.getValue().size(); i++) {
            Span entry = spans.get(mapping).get(i);
            Node value = mapping.getValue().get(i).getValueNode();
            if (!entry.alias() && value instanceof SequenceNode list && isBlock(list)) {
                return Optional.of(column(contentStart(list)) > column(entry.start()));
            }
            Optional<Boolean> nested = entry.alias() ? Optional.empty() : firstList(value);
            if (nested.isPresent()) {
                return nested;
            }
        }
        return Optional.empty();
    }

    /** Returns the quotation mark that encloses a scalar, if any. */
    static Optional<Character> quotes(ScalarNode scalar) {
        return switch (scalar.getScalarStyle()) {
            case SINGLE_QUOTED -> Optional.of('\'');
            case DOUBLE_QUOTED -> Optional.of('"');
            default -> Optional.empty();
        };
    }

    private int index(int codePoints) {
        return offsets.length == 0 ? codePoints : offsets[codePoints];
    }

    /** Returns the offset of each code point, or an empty array if all offsets equal the code point indexes. */
    private static int[] offsets(String text) {
        int count = text.codePointCount(0, text.length());
        if (count == text.length()) {
            return new int[0];
        }
        int[] offsets = new int[count + 1];
        int at = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = at;
            at += Character.charCount(text.codePointAt(at));
        }
        offsets[count] = at;
        return offsets;
    }

    private int wordEnd(int position) {
        int at = Math.max(0, position);
        while (at < text.length() && !isSpace(text.charAt(at)) && ",[]{}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private int skipBlank(int position) {
        int at = position;
        while (at < text.length() && (isSpace(text.charAt(at)) || text.charAt(at) == '#')) {
            at = text.charAt(at) == '#' ? lineEnd(at) : at + 1;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || isLineEnd(c);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
