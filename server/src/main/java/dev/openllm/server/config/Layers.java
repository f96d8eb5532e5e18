package dev.openllm.server.config;

import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.schema.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges configuration sources field by field. List items that have the same name are merged. The result includes the
 * providers of all sources. The models of a provider are those of the highest-precedence source that lists models for
 * the provider. Lower-precedence sources only supply fields that are missing from these models. An invalid value also
 * overrides lower-precedence values, so none of the overridden values is used in place of the invalid one.
 */
final class Layers {

    private static final Origin NOWHERE = new Origin(Origin.Source.BUILT_IN, Optional.empty(), 0, 0);

    private Layers() {}

    /** @param sources the content of each source, as returned by {@code SchemaReader}, lowest precedence first */
    static Value.Block merge(List<Value.Block> sources) {
        Value.Block merged = Value.Block.empty(NOWHERE);
        for (Value.Block source : sources) {
            merged = group(merged, source, ConfigSchema.ROOT);
        }
        return merged;
    }

    private static Value.Block group(Value.Block weak, Value.Block strong, Shape.Group group) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        weak.entries().forEach(e -> entries.put(e.key(), e));
        for (Value.Entry entry : strong.entries()) {
            Value.Entry below = entries.get(entry.key());
            Optional<Field> field = group.field(entry.key());
            entries.put(
                    entry.key(),
                    below == null || field.isEmpty()
                            ? entry
                            : new Value.Entry(
                                    entry.key(),
                                    entry.origin(),
                                    value(
                                            below.value(),
                                            entry.value(),
                                            field.get().shape())));
        }
        return new Value.Block(List.copyOf(entries.values()), strong.origin());
    }

    private static Value value(Value weak, Value strong, Shape shape) {
        if (strong instanceof Value.Invalid) {
            return strong;
        }
        if (weak instanceof Value.Invalid) {
            // The lower-precedence value is invalid, so nothing can be merged with it. The fault is resolved only if
            // the higher-precedence value replaces the invalid value entirely.
            return shape instanceof Shape.Group || shape instanceof Shape.Texts || isNamed(shape) ? weak : strong;
        }
        return switch (shape) {
            case Shape.Group group -> group((Value.Block) weak, (Value.Block) strong, group);
            case Shape.Texts _ -> texts((Value.Block) weak, (Value.Block) strong);
            case Shape.Listing listing
            when listing.item() instanceof Shape.Group group ->
                named(
                        (Value.Items) weak,
                        (Value.Items) strong,
                        group,
                        listing.word().isPresent());
            default -> strong;
        };
    }

    private static boolean isNamed(Shape shape) {
        return shape instanceof Shape.Listing listing && listing.item() instanceof Shape.Group;
    }

    private static Value texts(Value.Block weak, Value.Block strong) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        weak.entries().forEach(e -> entries.put(e.key(), e));
        strong.entries().forEach(e -> entries.put(e.key(), e));
        return new Value.Block(List.copyOf(entries.values()), strong.origin());
    }

    private static Value named(Value.Items weak, Value.Items strong, Shape.Group group, boolean strongChooses) {
        String key = group.key().orElseThrow();
        Map<String, Value.Block> below = byName(weak, key);
        Map<String, Value.Block> above = byName(strong, key);
        List<Value> items = new ArrayList<>();
        if (!strongChooses) {
            below.forEach(
                    (name, block) -> items.add(above.containsKey(name) ? group(block, above.get(name), group) : block));
            weak.values().stream().filter(Value.Invalid.class::isInstance).forEach(items::add);
        }
        for (Value item : strong.values()) {
            if (!(item instanceof Value.Block block)) {
                items.add(item);
                continue;
            }
            Value.Block weaker = below.get(block.text(key).orElse(""));
            if (weaker == null) {
                items.add(block);
            } else if (strongChooses) {
                items.add(group(weaker, block, group));
            }
        }
        return new Value.Items(items, strong.origin());
    }

    private static Map<String, Value.Block> byName(Value.Items items, String key) {
        Map<String, Value.Block> blocks = new LinkedHashMap<>();
        for (Value item : items.values()) {
            if (item instanceof Value.Block block) {
                blocks.put(block.text(key).orElse(""), block);
            }
        }
        return blocks;
    }
}
