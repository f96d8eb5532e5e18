package dev.openllm.server.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a source in normalized form: known configuration keys are in camelCase, lists and named items are
 * written in full, and unknown keys are unchanged. Two documents are equivalent if {@link #isEquivalent} returns true for their
 * normalized forms.
 */
public final class NormalizedConfig {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> TRUE_KEYWORDS = Set.of("true", "yes", "on");
    private static final Set<String> FALSE_KEYWORDS = Set.of("false", "no", "off");

    private NormalizedConfig() {}

    public static ObjectNode of(Value.Block block) {
        return (ObjectNode) of(block, Optional.of(ConfigSchema.ROOT));
    }

    /** @param shape the expected shape, or empty for values of unknown configuration keys */
    public static JsonNode of(Value value, Optional<Shape> shape) {
        return switch (value) {
            case Value.Null _, Value.Invalid _ -> JSON.nullNode();
            case Value.Scalar scalar -> scalar(scalar, shape);
            case Value.Items items -> {
                ArrayNode array = JSON.arrayNode();
                items.values().forEach(item -> array.add(item(item, shape)));
                yield array;
            }
            case Value.Block block -> block(block, shape);
        };
    }

    private static JsonNode scalar(Value.Scalar scalar, Optional<Shape> shape) {
        if (shape.filter(Shape.Listing.class::isInstance).isPresent()) {
            return JSON.arrayNode().add(item(scalar, shape));
        }
        return scalar.unquoted() ? parseUnquoted(scalar.text(), shape) : JSON.textNode(scalar.text());
    }

    /**
     * Converts an unquoted value to a number or a Boolean if the expected shape is a number or a Boolean or if no shape
     * is known. If the value cannot be converted, returns it as a string.
     */
    private static JsonNode parseUnquoted(String text, Optional<Shape> shape) {
        String word = text.toLowerCase(Locale.ROOT);
        boolean hasShape = shape.isPresent();
        if (shape.filter(Shape.Flag.class::isInstance).isPresent()
                && (TRUE_KEYWORDS.contains(word) || FALSE_KEYWORDS.contains(word))) {
            return JSON.booleanNode(TRUE_KEYWORDS.contains(word));
        }
        if (!hasShape && (word.equals("true") || word.equals("false"))) {
            return JSON.booleanNode(word.equals("true"));
        }
        boolean mayBeNumber = shape.map(s -> s instanceof Shape.WholeNumber || s instanceof Shape.Decimal)
                .orElse(true);
        String digits = shape.filter(Shape.WholeNumber.class::isInstance).isPresent() ? text.replace("_", "") : text;
        if (mayBeNumber && digits.matches("0|[1-9][0-9]{0,15}")) {
            return JSON.numberNode(Long.parseLong(digits));
        }
        if (mayBeNumber && digits.matches("(0|[1-9][0-9]{0,8})\\.[0-9]{1,9}")) {
            return JSON.numberNode(new BigDecimal(digits));
        }
        return JSON.textNode(text);
    }

    private static JsonNode item(Value item, Optional<Shape> listing) {
        if (listing.isEmpty() || !(listing.get() instanceof Shape.Listing listShape)) {
            return of(item, Optional.empty());
        }
        boolean isKeyword =
                item.asText().equals(listShape.keyword()) && listShape.keyword().isPresent();
        if (!isKeyword && item instanceof Value.Scalar scalar && listShape.item() instanceof Shape.Group group) {
            return JSON.objectNode().put(group.key().orElseThrow(), scalar.text());
        }
        return of(item, Optional.of(listShape.item()));
    }

    private static ObjectNode block(Value.Block block, Optional<Shape> shape) {
        ObjectNode object = JSON.objectNode();
        for (Value.Entry entry : block.entries()) {
            Optional<Field> field = field(shape, entry.key());
            Optional<Shape> childShape = field.map(Field::shape).or(() -> textShape(shape));
            if (field.isEmpty() || !(entry.value() instanceof Value.Null)) {
                object.set(field.map(Field::name).orElse(entry.key()), of(entry.value(), childShape));
            }
        }
        return object;
    }

    public static Optional<Field> field(Optional<Shape> shape, String key) {
        return shape.isPresent() && shape.get() instanceof Shape.Group group ? group.field(key) : Optional.empty();
    }

    public static Optional<Shape> textShape(Optional<Shape> shape) {
        return shape.filter(Shape.Texts.class::isInstance).map(s -> new Shape.Text(((Shape.Texts) s).values()));
    }

    /**
     * Returns whether two normalized configurations are equivalent. Numbers are compared by value, and other scalars by
     * their text.
     */
    public static boolean isEquivalent(JsonNode a, JsonNode b) {
        if (a.isObject() && b.isObject()) {
            if (a.size() != b.size()) {
                return false;
            }
            for (Map.Entry<String, JsonNode> field : a.properties()) {
                JsonNode other = b.get(field.getKey());
                if (other == null || !isEquivalent(field.getValue(), other)) {
                    return false;
                }
            }
            return true;
        }
        if (a.isArray() && b.isArray()) {
            Iterator<JsonNode> others = b.iterator();
            for (JsonNode item : a) {
                if (!others.hasNext() || !isEquivalent(item, others.next())) {
                    return false;
                }
            }
            return !others.hasNext();
        }
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        return areEquivalentScalars(a, b);
    }

    /** Returns whether two normalized configurations are equivalent, ignoring the order of lists. */
    public static boolean isEquivalentIgnoringOrder(JsonNode a, JsonNode b) {
        if (a.isObject() && b.isObject()) {
            return a.size() == b.size()
                    && a.properties().stream()
                            .allMatch(field -> b.has(field.getKey())
                                    && isEquivalentIgnoringOrder(field.getValue(), b.get(field.getKey())));
        }
        if (!a.isArray() || !b.isArray()) {
            return isEquivalent(a, b);
        }
        List<JsonNode> others = new ArrayList<>();
        b.forEach(others::add);
        for (JsonNode item : a) {
            Optional<JsonNode> match = others.stream()
                    .filter(other -> isEquivalentIgnoringOrder(item, other))
                    .findFirst();
            if (match.isEmpty()) {
                return false;
            }
            others.remove(match.get());
        }
        return others.isEmpty();
    }

    private static boolean areEquivalentScalars(JsonNode a, JsonNode b) {
        if (a.isMissingNode() || b.isMissingNode()) {
            return a.isMissingNode() && b.isMissingNode();
        }
        return a.isValueNode()
                && b.isValueNode()
                && a.isNull() == b.isNull()
                && a.asText().equals(b.asText());
    }
}
