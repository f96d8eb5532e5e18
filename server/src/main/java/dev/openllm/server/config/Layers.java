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

    private static final Origin NO_ORIGIN = new Origin(Origin.Source.BUILT_IN, Optional.empty(), 0, 0);

    private Layers() {}

    /** @param sources the content of each source, as returned by {@code SchemaReader}, lowest precedence first */
    static Value.Block merge(List<Value.Block> sources) {
        Value.Block merged = Value.Block.empty(NO_ORIGIN);
        for (Value.Block source : sources) {
            merged = mergeGroup(merged, source, ConfigSchema.ROOT);
        }
        return merged;
    }

    private static Value.Block mergeGroup(Value.Block lower, Value.Block higher, Shape.Group group) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        lower.entries().forEach(e -> entries.put(e.key(), e));
        for (Value.Entry entry : higher.entries()) {
            Value.Entry lowerEntry = entries.get(entry.key());
            Optional<Field> field = group.field(entry.key());
            entries.put(
                    entry.key(),
                    lowerEntry == null || field.isEmpty()
                            ? entry
                            : new Value.Entry(
                                    entry.key(),
                                    entry.origin(),
                                    mergeValue(
                                            lowerEntry.value(),
                                            entry.value(),
                                            field.get().shape())));
        }
        return new Value.Block(List.copyOf(entries.values()), higher.origin());
    }

    private static Value mergeValue(Value lower, Value higher, Shape shape) {
        if (higher instanceof Value.Invalid) {
            return higher;
        }
        if (lower instanceof Value.Invalid) {
            // The lower-precedence value is invalid, so nothing can be merged with it. The fault is resolved only if
            // the higher-precedence value replaces the invalid value entirely.
            return shape instanceof Shape.Group || shape instanceof Shape.Texts || isNamedList(shape) ? lower : higher;
        }
        return switch (shape) {
            case Shape.Group group -> mergeGroup((Value.Block) lower, (Value.Block) higher, group);
            case Shape.Texts _ -> mergeTexts((Value.Block) lower, (Value.Block) higher);
            case Shape.Listing listing
            when listing.item() instanceof Shape.Group group ->
                mergeNamed(
                        (Value.Items) lower,
                        (Value.Items) higher,
                        group,
                        listing.keyword().isPresent());
            default -> higher;
        };
    }

    private static boolean isNamedList(Shape shape) {
        return shape instanceof Shape.Listing listing && listing.item() instanceof Shape.Group;
    }

    private static Value mergeTexts(Value.Block lower, Value.Block higher) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        lower.entries().forEach(e -> entries.put(e.key(), e));
        higher.entries().forEach(e -> entries.put(e.key(), e));
        return new Value.Block(List.copyOf(entries.values()), higher.origin());
    }

    private static Value mergeNamed(Value.Items lower, Value.Items higher, Shape.Group group, boolean higherSelects) {
        String key = group.key().orElseThrow();
        Map<String, Value.Block> lowerByName = byName(lower, key);
        Map<String, Value.Block> higherByName = byName(higher, key);
        List<Value> items = new ArrayList<>();
        if (!higherSelects) {
            lowerByName.forEach((name, block) -> items.add(
                    higherByName.containsKey(name) ? mergeGroup(block, higherByName.get(name), group) : block));
            lower.values().stream().filter(Value.Invalid.class::isInstance).forEach(items::add);
        }
        for (Value item : higher.values()) {
            if (!(item instanceof Value.Block block)) {
                items.add(item);
                continue;
            }
            Value.Block lowerBlock = lowerByName.get(block.text(key).orElse(""));
            if (lowerBlock == null) {
                items.add(block);
            } else if (higherSelects) {
                items.add(mergeGroup(lowerBlock, block, group));
            }
        }
        return new Value.Items(items, higher.origin());
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
