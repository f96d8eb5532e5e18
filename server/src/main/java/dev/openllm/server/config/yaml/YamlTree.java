package dev.openllm.server.config.yaml;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Converts YAML nodes to values with their positions. Scalars retain their text because YAML 1.1 would convert {@code
 * on} to a Boolean and {@code 12:30} to a number. Aliases and merge keys ({@code <<}) are resolved. The number of
 * values is limited.
 */
public final class YamlTree {

    private static final int MAX_VALUES = 50_000;

    private final Origin.Source source;
    private final Path file;
    private final Set<Node> activeNodes = Collections.newSetFromMap(new IdentityHashMap<>());
    private int valueCount;

    private YamlTree(Origin.Source source, Path file) {
        this.source = source;
        this.file = file;
    }

    /**
     * Returns the values in a document.
     *
     * @throws ConfigFileException if the text is not valid YAML or its top level is not a mapping
     */
    public static Value.Block read(String text, Origin.Source source, Path file) throws ConfigFileException {
        YamlTree tree = new YamlTree(source, file);
        Origin rootOrigin = new Origin(source, Optional.of(file), 1, 1);
        Optional<Node> root = YamlText.parse(text);
        return switch (root.isEmpty() ? new Value.Null(rootOrigin) : tree.value(root.get())) {
            case Value.Block block -> block;
            case Value.Null empty -> Value.Block.empty(rootOrigin);
            case Value other ->
                throw new ConfigFileException(
                        UserText.of("The top level of the file must contain settings such as 'providers:'."),
                        other.origin().line(),
                        other.origin().column());
        };
    }

    /** Returns the value of a single node that is not part of a file. */
    public static Value read(Node node) throws ConfigFileException {
        return new YamlTree(Origin.Source.BUILT_IN, Path.of("")).value(node);
    }

    private Value value(Node node) throws ConfigFileException {
        if (++valueCount > MAX_VALUES) {
            throw errorAt(
                    node,
                    UserText.of(
                            "The file has more than 50,000 values after its aliases are expanded. Reduce its size."));
        }
        if (node instanceof ScalarNode scalar) {
            boolean bare = scalar.getScalarStyle() == ScalarStyle.PLAIN;
            return bare && scalar.getTag().equals(Tag.NULL)
                    ? new Value.Null(origin(node))
                    : new Value.Scalar(scalar.getValue(), bare, origin(node));
        }
        if (!activeNodes.add(node)) {
            throw errorAt(node, UserText.of("A YAML alias refers to a node that contains the alias."));
        }
        try {
            return switch (node) {
                case SequenceNode sequence -> items(sequence);
                case MappingNode mapping -> new Value.Block(entries(mapping), origin(node));
                default -> throw errorAt(node, UserText.of("The YAML is invalid."));
            };
        } finally {
            activeNodes.remove(node);
        }
    }

    private Value items(SequenceNode sequence) throws ConfigFileException {
        List<Value> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(value(item));
        }
        return new Value.Items(items, origin(sequence));
    }

    private List<Value.Entry> entries(MappingNode mapping) throws ConfigFileException {
        List<Value.Entry> entries = new ArrayList<>();
        List<Value.Entry> merged = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw errorAt(
                        tuple.getKeyNode(), UserText.of("A YAML key must be a single value, not a list or a mapping."));
            }
            if (key.getTag().equals(Tag.MERGE)) {
                merged.addAll(mergedEntries(tuple.getValueNode()));
                continue;
            }
            int line = key.getStartMark().getLine() + 1;
            Integer firstLine = lines.putIfAbsent(key.getValue(), line);
            if (firstLine != null) {
                throw errorAt(
                        key,
                        UserText.of(
                                "'{0}' is defined twice, first on line {1}. Remove one of the definitions.",
                                key.getValue(), firstLine));
            }
            entries.add(new Value.Entry(key.getValue(), origin(key), value(tuple.getValueNode())));
        }
        for (Value.Entry entry : merged) {
            if (lines.putIfAbsent(entry.key(), entry.origin().line()) == null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private List<Value.Entry> mergedEntries(Node node) throws ConfigFileException {
        List<Value> parts =
                switch (value(node)) {
                    case Value.Items items -> items.values();
                    case Value single -> List.of(single);
                };
        List<Value.Entry> entries = new ArrayList<>();
        for (Value part : parts) {
            if (!(part instanceof Value.Block block)) {
                throw errorAt(node, UserText.of("The value of '<<' must be a mapping."));
            }
            entries.addAll(block.entries());
        }
        return entries;
    }

    private Origin origin(Node node) {
        return new Origin(
                source,
                Optional.of(file),
                node.getStartMark().getLine() + 1,
                node.getStartMark().getColumn() + 1);
    }

    private static ConfigFileException errorAt(Node node, UserText message) {
        return new ConfigFileException(
                message, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
}
