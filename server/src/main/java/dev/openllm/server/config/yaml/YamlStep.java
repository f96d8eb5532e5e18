package dev.openllm.server.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.text.ConfigFileException;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Finds the first difference between a YAML document and the wanted content, and resolves it by changing only the
 * affected characters. {@link YamlPatch} repeats this step until there is no difference.
 */
final class YamlStep {

    private final YamlLayout layout;
    private final YamlSplice splice;

    private YamlStep(String text, Node root) {
        this.layout = new YamlLayout(text, root);
        this.splice =
                new YamlSplice(text, layout, new YamlRender(YamlLayout.newline(text), layout.dashesIndented(root)));
    }

    /**
     * Returns the document with the first difference from the wanted content resolved, or an empty result if there is
     * no difference.
     *
     * @throws OpenLlmException if the user must make the change manually
     */
    static Optional<String> next(String text, MappingNode root, ObjectNode wanted, Optional<Shape> shape) {
        return new YamlStep(text, root).changeMapping(root, wanted, shape);
    }

    private Optional<String> changeMapping(MappingNode mapping, ObjectNode wanted, Optional<Shape> shape) {
        for (int i = 0; i < mapping.getValue().size(); i++) {
            NodeTuple tuple = mapping.getValue().get(i);
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                continue;
            }
            Optional<String> changed = changeEntry(mapping, i, wanted, shape);
            if (changed.isPresent()) {
                return changed;
            }
        }
        ObjectNode current = normalize(mapping, shape);
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            if (!current.has(field.getKey())
                    || !NormalizedConfig.isEquivalent(current.get(field.getKey()), field.getValue())) {
                return Optional.of(splice.insertEntry(mapping, field, shape));
            }
        }
        for (Map.Entry<String, JsonNode> field : current.properties()) {
            if (!wanted.has(field.getKey())) {
                throw manualEditRequired(mapping, UserText.of("'{0}' is defined by a YAML alias", field.getKey()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> changeEntry(MappingNode mapping, int index, ObjectNode wanted, Optional<Shape> shape) {
        NodeTuple tuple = mapping.getValue().get(index);
        String key = ((ScalarNode) tuple.getKeyNode()).getValue();
        Optional<Field> field = NormalizedConfig.field(shape, key);
        Optional<Shape> valueShape = field.map(Field::shape).or(() -> NormalizedConfig.textShape(shape));
        JsonNode value = wanted.get(field.map(Field::name).orElse(key));
        Node node = tuple.getValueNode();
        JsonNode current = normalize(node, valueShape);
        if (value == null) {
            boolean isKnownAndEmpty = field.isPresent() && current.isNull();
            return isKnownAndEmpty ? Optional.empty() : Optional.of(splice.removeEntry(mapping, index));
        }
        if (NormalizedConfig.isEquivalent(current, value)) {
            return Optional.empty();
        }
        if (layout.spans(mapping).get(index).alias()) {
            throw manualEditRequired(tuple.getKeyNode(), UserText.of("'{0}' is a YAML alias", key));
        }
        return switch (node) {
            case MappingNode inner when value instanceof ObjectNode object -> changeMapping(inner, object, valueShape);
            case SequenceNode inner
            when value instanceof ArrayNode array && !array.isEmpty() -> changeSequence(inner, array, valueShape);
            default -> Optional.of(splice.replaceValue(mapping, index, value, valueShape));
        };
    }

    private Optional<String> changeSequence(SequenceNode sequence, ArrayNode wanted, Optional<Shape> shape) {
        ArrayNode current = (ArrayNode) normalize(sequence, shape);
        Optional<Shape> itemShape = Shape.itemOf(shape);
        for (int i = 0; i < wanted.size(); i++) {
            if (i >= current.size()) {
                return Optional.of(splice.insertItem(sequence, i, wanted.get(i), itemShape));
            }
            if (isSameItem(current.get(i), wanted.get(i), itemShape)) {
                Optional<String> changed = changeItem(sequence, i, current.get(i), wanted.get(i), itemShape);
                if (changed.isPresent()) {
                    return changed;
                }
            } else if (find(wanted, current.get(i), i, itemShape) < 0) {
                return Optional.of(splice.removeItem(sequence, i));
            } else {
                int laterIndex = find(current, wanted.get(i), i, itemShape);
                return Optional.of(
                        laterIndex < 0
                                ? splice.insertItem(sequence, i, wanted.get(i), itemShape)
                                : splice.moveItem(sequence, laterIndex, i));
            }
        }
        return current.size() > wanted.size()
                ? Optional.of(splice.removeItem(sequence, wanted.size()))
                : Optional.empty();
    }

    private Optional<String> changeItem(
            SequenceNode sequence, int index, JsonNode current, JsonNode wanted, Optional<Shape> shape) {
        if (NormalizedConfig.isEquivalent(current, wanted)) {
            return Optional.empty();
        }
        Node node = sequence.getValue().get(index);
        if (layout.spans(sequence).get(index).alias()) {
            throw manualEditRequired(sequence, UserText.of("an entry is a YAML alias"));
        }
        return switch (node) {
            case MappingNode inner when wanted instanceof ObjectNode object -> changeMapping(inner, object, shape);
            case ScalarNode name
            when wanted.isObject() && shape.isPresent() && shape.get() instanceof Shape.Group group ->
                Optional.of(splice.nameToGroup(sequence, name, group));
            default -> Optional.of(splice.replaceItem(sequence, index, wanted, shape));
        };
    }

    /**
     * Returns whether two items correspond to each other, that is, whether they have the same name or the same text.
     */
    private static boolean isSameItem(JsonNode a, JsonNode b, Optional<Shape> shape) {
        if (shape.isPresent() && shape.get() instanceof Shape.Group group && a.isObject() && b.isObject()) {
            String key = group.key().orElseThrow();
            return a.path(key).asText().equals(b.path(key).asText());
        }
        return NormalizedConfig.isEquivalent(a, b);
    }

    private static int find(ArrayNode array, JsonNode item, int from, Optional<Shape> shape) {
        for (int i = from; i < array.size(); i++) {
            if (isSameItem(array.get(i), item, shape)) {
                return i;
            }
        }
        return -1;
    }

    private ObjectNode normalize(MappingNode mapping, Optional<Shape> shape) {
        return (ObjectNode) normalize((Node) mapping, shape);
    }

    private static JsonNode normalize(Node node, Optional<Shape> shape) {
        try {
            return NormalizedConfig.of(YamlTree.read(node), shape);
        } catch (ConfigFileException broken) {
            throw new OpenLlmException(ErrorKind.CONFIG, broken.text());
        }
    }

    private static OpenLlmException manualEditRequired(Node node, UserText reason) {
        int line = node.getStartMark().getLine() + 1;
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of("Line {0} cannot be edited automatically: {1}.", line, reason),
                UserText.of("Make the change in the file."));
    }
}
