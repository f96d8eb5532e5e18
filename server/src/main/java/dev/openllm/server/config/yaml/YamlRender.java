package dev.openllm.server.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Writes normalized values as YAML in the style of a file written manually: short lists are on one line, and quotation
 * marks are used only if needed.
 */
public final class YamlRender {

    /** The maximum length, in characters, of a list or mapping that is written on one line. */
    private static final int MAX_FLOW_LENGTH = 60;

    /**
     * Matches text that never needs quotation marks in YAML. A colon in the text must be followed by another permitted
     * character.
     */
    private static final Pattern UNQUOTED_SAFE =
            Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./@+~*:-]*(?: [A-Za-z0-9_./(][A-Za-z0-9_./@+~*()-]*)*");

    private static final Resolver RESOLVER = new Resolver();

    private final String newline;
    private final boolean dashesIndented;

    /**
     * @param newline the line separator
     * @param dashesIndented whether the dashes of a list are indented more than the list's key
     */
    YamlRender(String newline, boolean dashesIndented) {
        this.newline = newline;
        this.dashesIndented = dashesIndented;
    }

    /**
     * Returns a mapping entry as {@code key: value}, including the lines that follow. The first line is not indented,
     * and the last line has no line break.
     */
    String entry(String name, JsonNode value, Optional<Shape> shape, int indent) {
        String key = text(name, Optional.empty()) + ":";
        if (value.isArray() && !isShort(value, shape)) {
            return key + newline + items(value, shape, dashesIndented ? indent + 2 : indent);
        }
        if (value.isObject() && !value.isEmpty() && !isShortMapping(value, shape)) {
            return key + newline + pad(indent + 2) + group(value, shape, indent + 2);
        }
        return key + " " + flow(value, shape);
    }

    /** Returns the entries of a mapping as YAML. The first line is not indented. */
    String group(JsonNode object, Optional<Shape> shape, int indent) {
        List<String> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Optional<Field> schemaField = NormalizedConfig.field(shape, field.getKey());
            String name = schemaField.map(Field::yamlName).orElse(field.getKey());
            entries.add(entry(name, field.getValue(), schemaField.map(Field::shape), indent));
        }
        return String.join(newline + pad(indent), entries);
    }

    /**
     * Returns the text that follows the dash of a list item. All further lines are indented so that they align with the
     * first one.
     */
    String item(JsonNode item, Optional<Shape> shape, int indent) {
        return item.isObject() && item.size() > 1 ? group(item, shape, indent) : flow(item, shape);
    }

    /** Returns a value as YAML on one line. An item that consists only of a name is written as a string. */
    String flow(JsonNode value, Optional<Shape> shape) {
        if (value.isObject()) {
            Optional<String> name = soleName(value, shape);
            return name.isPresent()
                    ? text(name.get(), Optional.empty())
                    : "{"
                            + value.properties().stream()
                                    .map(f -> flowEntry(f, shape))
                                    .collect(Collectors.joining(", "))
                            + "}";
        }
        if (value.isArray()) {
            Optional<Shape> item = Shape.itemOf(shape);
            Optional<String> keyword =
                    shape.flatMap(s -> s instanceof Shape.Listing l ? l.keyword() : Optional.empty());
            if (keyword.isPresent()
                    && value.size() == 1
                    && value.get(0).asText().equals(keyword.get())) {
                return keyword.get();
            }
            return "["
                    + StreamSupport.stream(value.spliterator(), false)
                            .map(v -> flow(v, item))
                            .collect(Collectors.joining(", "))
                    + "]";
        }
        if (value.isNull()) {
            return "null";
        }
        return value.isTextual() ? text(value.textValue(), Optional.empty()) : value.asText();
    }

    /** Returns a mapping entry as {@code key: value} on one line. */
    String flowEntry(Map.Entry<String, JsonNode> field, Optional<Shape> shape) {
        Optional<Field> schemaField = NormalizedConfig.field(shape, field.getKey());
        String name = schemaField.map(Field::yamlName).orElse(field.getKey());
        Optional<Shape> childShape = schemaField.map(Field::shape).or(() -> NormalizedConfig.textShape(shape));
        return text(name, Optional.empty()) + ": " + flow(field.getValue(), childShape);
    }

    /**
     * Formats a string as a YAML scalar. If the string replaces a quoted value, the quotation style of that value is
     * preserved where possible.
     */
    static String text(String text, Optional<Character> quotes) {
        boolean isPlain = UNQUOTED_SAFE.matcher(text).matches()
                && !text.endsWith(":")
                && !text.contains(": ")
                && RESOLVER.resolve(NodeId.scalar, text, true).equals(Tag.STR)
                && !text.matches("(?i)y|n|~|0o[0-7]+|[-+]?\\.?[0-9][0-9_.:eE+-]*");
        if (quotes.isEmpty() && isPlain) {
            return text;
        }
        boolean isPrintable = text.chars()
                .allMatch(c -> c >= ' ' && c != 0x7F && c != 0x85 && c != 0x2028 && c != 0x2029 && c != 0xFEFF);
        if (quotes.isPresent() && quotes.get() == '\'' && isPrintable) {
            return "'" + text.replace("'", "''") + "'";
        }
        return doubleQuote(text);
    }

    private static String doubleQuote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean needsEscape = c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
                    quoted.append(needsEscape ? "\\u%04x".formatted((int) c) : String.valueOf(c));
                }
            }
        }
        return quoted.append('"').toString();
    }

    private String items(JsonNode array, Optional<Shape> shape, int indent) {
        Optional<Shape> item = Shape.itemOf(shape);
        return StreamSupport.stream(array.spliterator(), false)
                .map(v -> pad(indent) + "- " + item(v, item, indent + 2))
                .collect(Collectors.joining(newline));
    }

    private boolean isShort(JsonNode array, Optional<Shape> shape) {
        Optional<Shape> item = Shape.itemOf(shape);
        for (JsonNode value : array) {
            if (value.isContainerNode() && soleName(value, item).isEmpty()) {
                return false;
            }
        }
        return flow(array, shape).length() <= MAX_FLOW_LENGTH;
    }

    private boolean isShortMapping(JsonNode object, Optional<Shape> shape) {
        return shape.filter(Shape.Texts.class::isInstance).isPresent()
                && flow(object, shape).length() <= MAX_FLOW_LENGTH;
    }

    private static Optional<String> soleName(JsonNode object, Optional<Shape> shape) {
        return shape.filter(Shape.Group.class::isInstance)
                .flatMap(s -> ((Shape.Group) s).key())
                .filter(key -> object.size() == 1 && object.path(key).isTextual())
                .map(key -> object.path(key).textValue());
    }

    private static String pad(int indent) {
        return " ".repeat(indent);
    }
}
