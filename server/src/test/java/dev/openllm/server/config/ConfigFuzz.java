package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.config.edit.RandomEdits;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.SchemaReader;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.schema.Variables;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.yaml.YamlTree;
import dev.openllm.server.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Fuzzes the reading and merging of configuration files. Each input contains two files. */
public final class ConfigFuzz implements FuzzTarget {

    private static final String SEPARATOR = "\n%%%\n";
    private static final Variables VARIABLES = Variables.of(Map.of("SET", "value"));

    @Override
    public String name() {
        return "config";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.concat(
                        Stream.of(
                                "providers: [{name: a, api_base: \"${UNSET}\"}]" + SEPARATOR
                                        + "providers:\n- name: a\n  models: all\n",
                                "policies: {retries: 2}\ndefault_model: ${SET}/m" + SEPARATOR + "policies: 3",
                                "providers: [{name: a, models: [m, {id: n, tools: yes}]}, {name: a}]" + SEPARATOR
                                        + "providers: [{name: a, dialect: 3, headers: {A: [1]}}]"),
                        LongStream.range(0, 8)
                                .mapToObj(seed ->
                                        new RandomEdits(seed).file() + SEPARATOR + new RandomEdits(seed + 100).file()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] input) {
        String[] texts = new String(input, StandardCharsets.UTF_8).split(SEPARATOR, 2);
        Optional<Value.Block> lower = read(texts[0], Origin.Source.YAML_USER);
        Optional<Value.Block> higher =
                texts.length < 2 ? Optional.empty() : read(texts[1], Origin.Source.YAML_WORKSPACE);
        lower.ifPresent(ConfigFuzz::assertUnchangedByMerging);
        if (lower.isPresent() && higher.isPresent()) {
            assertMerged(lower.get(), higher.get());
        }
    }

    private static Optional<Value.Block> read(String text, Origin.Source source) {
        try {
            Value.Block block = YamlTree.read(text, source, Path.of("config.yaml"));
            SchemaReader.problemsOfChange(block);
            return Optional.of(SchemaReader.read(block, VARIABLES).values());
        } catch (ConfigFileException invalidYaml) {
            assertTrue(!invalidYaml.getMessage().isBlank());
            return Optional.empty();
        }
    }

    private static void assertUnchangedByMerging(Value.Block block) {
        Value.Block empty = Value.Block.empty(block.origin());
        assertEquals(block.entries(), Layers.merge(List.of(block)).entries());
        assertEquals(block.entries(), Layers.merge(List.of(empty, block)).entries());
        assertEquals(block.entries(), Layers.merge(List.of(block, empty)).entries());
    }

    /**
     * Verifies that the merged configuration contains every key of both inputs, and that scalars and invalid values of
     * the higher-precedence input win.
     */
    private static void assertMerged(Value.Block lower, Value.Block higher) {
        Value.Block merged = Layers.merge(List.of(lower, higher));
        for (Value.Entry entry : higher.entries()) {
            Value value = merged.get(entry.key()).orElseThrow();
            boolean overridesLower = entry.value() instanceof Value.Invalid
                    || entry.value() instanceof Value.Scalar
                            && !(lower.get(entry.key()).orElse(null) instanceof Value.Invalid);
            assertTrue(!overridesLower || value.equals(entry.value()), () -> entry.key() + " became " + value);
        }
        for (Value.Entry entry : lower.entries()) {
            Value value = merged.get(entry.key()).orElseThrow();
            boolean onlyInLower = higher.get(entry.key()).isEmpty();
            assertTrue(!onlyInLower || value.equals(entry.value()), () -> entry.key() + " became " + value);
        }
        assertEquals(providerNames(lower, higher), providerNames(merged));
        NormalizedConfig.of(merged);
    }

    private static java.util.Set<String> providerNames(Value.Block... blocks) {
        java.util.Set<String> names = new java.util.TreeSet<>();
        for (Value.Block block : blocks) {
            if (block.get("providers").orElse(null) instanceof Value.Items items) {
                items.values().forEach(item -> {
                    if (item instanceof Value.Block provider) {
                        names.add(provider.text("name").orElse(""));
                    }
                });
            }
        }
        return names;
    }
}
