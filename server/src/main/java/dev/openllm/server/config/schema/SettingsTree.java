package dev.openllm.server.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Converts the settings sent by a client to configuration values. A name with dots, as in {@code {"secrets.keychain":
 * false}}, is equivalent to nested objects.
 */
public final class SettingsTree {

    private final Origin origin;

    private SettingsTree(Origin.Source source) {
        this.origin = new Origin(source, Optional.empty(), 0, 0);
    }

    public static Value.Block read(ObjectNode settings, Origin.Source source) {
        return new SettingsTree(source).readRoot(settings);
    }

    /** Converts the value of a single setting, in the form in which a client sends it, to a configuration value. */
    public static Value value(JsonNode value, Origin.Source source) {
        return new SettingsTree(source).value(value);
    }

    private Value.Block readRoot(ObjectNode settings) {
        Map<String, List<Value.Entry>> groups = new LinkedHashMap<>();
        List<Value.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : settings.properties()) {
            int dot = field.getKey().indexOf('.');
            Value value = value(field.getValue());
            if (dot > 0) {
                groups.computeIfAbsent(field.getKey().substring(0, dot), group -> new ArrayList<>())
                        .add(entry(field.getKey().substring(dot + 1), value));
            } else if (value instanceof Value.Block block && !block.entries().isEmpty()) {
                groups.computeIfAbsent(field.getKey(), group -> new ArrayList<>())
                        .addAll(block.entries());
            } else {
                entries.add(entry(field.getKey(), value));
            }
        }
        groups.forEach((group, fields) -> entries.add(entry(group, new Value.Block(fields, origin))));
        return new Value.Block(entries, origin);
    }

    private Value value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT ->
                new Value.Block(
                        node.properties().stream()
                                .map(f -> entry(f.getKey(), value(f.getValue())))
                                .toList(),
                        origin);
            case ARRAY -> {
                List<Value> items = new ArrayList<>();
                node.forEach(item -> items.add(value(item)));
                yield new Value.Items(items, origin);
            }
            case NULL, MISSING -> new Value.Null(origin);
            case STRING -> new Value.Scalar(node.textValue(), false, origin);
            default -> new Value.Scalar(node.asText(), true, origin);
        };
    }

    private Value.Entry entry(String key, Value value) {
        return new Value.Entry(key, origin, value);
    }
}
