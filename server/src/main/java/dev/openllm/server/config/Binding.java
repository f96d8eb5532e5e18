package dev.openllm.server.config;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.server.config.ProviderConfig.ModelChoice;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.schema.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a {@link Config} of merged values. */
final class Binding {

    private static final Set<String> BOUND = Set.of("providers", "defaultModel", "network");

    private Binding() {}

    /** @param client how the client reaches the world, where configuration says nothing */
    static Config bind(Value.Block merged, NetworkSettings client, List<Problem> problems) {
        List<ProviderConfig> providers = new ArrayList<>();
        for (Value item : items(merged, "providers")) {
            providers.add(provider((Value.Block) item));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (Value.Entry entry : merged.entries()) {
            if (!BOUND.contains(entry.key())) {
                flatten(entry.key(), entry.value(), settings);
            }
        }
        Map<String, Origin> origins = new HashMap<>();
        collectOrigins("", merged, ConfigSchema.ROOT, origins);
        return new Config(providers, merged.text("defaultModel"), network(merged, client), settings, problems, origins);
    }

    private static ProviderConfig provider(Value.Block block) {
        return new ProviderConfig(
                block.text("name").orElseThrow(),
                block.text("preset"),
                flag(block, "enabled"),
                block.text("displayName"),
                block.text("dialect"),
                block.text("apiBase"),
                block.text("apiKeyEnv"),
                texts(block, "headers"),
                models(block),
                texts(block, "quirks"),
                block.entries().stream()
                        .collect(Collectors.toMap(
                                Value.Entry::key, e -> e.value().origin())));
    }

    private static ModelChoice models(Value.Block provider) {
        List<Value> items = items(provider, "models");
        List<ModelConfig> named = new ArrayList<>();
        for (Value item : items) {
            if (item instanceof Value.Block block) {
                named.add(model(block));
            }
        }
        boolean all = named.size() < items.size() || provider.get("models").isEmpty();
        return new ModelChoice(all, named, words(provider, "include"), words(provider, "exclude"));
    }

    private static ModelConfig model(Value.Block block) {
        return new ModelConfig(
                block.text("id").orElseThrow(),
                block.text("name"),
                block.text("baseModel"),
                whole(block, "contextTokens"),
                whole(block, "outputTokens"),
                flag(block, "tools"),
                flag(block, "vision"),
                flag(block, "files"),
                flag(block, "reasoning"),
                flag(block, "streaming"),
                flag(block, "structuredOutput"),
                block.text("reasoningEffort"),
                words(block, "fallbacks"),
                texts(block, "quirks"));
    }

    private static NetworkSettings network(Value.Block merged, NetworkSettings client) {
        Value.Block said =
                merged.get("network").map(Value.Block.class::cast).orElse(Value.Block.empty(merged.origin()));
        return new NetworkSettings(
                said.text("proxy").or(client::proxy),
                said.get("noProxy").isPresent() ? words(said, "noProxy") : client.noProxy(),
                said.get("caFiles").isPresent() ? words(said, "caFiles") : client.caFiles(),
                flag(said, "strictTls").or(client::strictTls));
    }

    private static void flatten(String path, Value value, Map<String, String> settings) {
        switch (value) {
            case Value.Block block -> block.entries().forEach(e -> flatten(path + "." + e.key(), e.value(), settings));
            case Value.Items items ->
                settings.put(
                        path,
                        items.values().stream()
                                .flatMap(v -> v.asText().stream())
                                .collect(Collectors.joining(",")));
            case Value.Scalar scalar -> settings.put(path, scalar.text());
            case Value.Nothing _ -> {}
        }
    }

    private static void collectOrigins(String path, Value value, Shape shape, Map<String, Origin> origins) {
        // No switch over types on the way to initialize: the AOT cache cannot keep what it is made of.
        if (value instanceof Value.Block block) {
            for (Value.Entry entry : block.entries()) {
                String below = path.isEmpty() ? entry.key() : path + "." + entry.key();
                Shape inner = shape instanceof Shape.Group group
                        ? group.field(entry.key()).orElseThrow().shape()
                        : shape;
                origins.put(below, entry.value().origin());
                collectOrigins(below, entry.value(), inner, origins);
            }
        } else if (value instanceof Value.Items items
                && shape instanceof Shape.Listing listing
                && listing.item() instanceof Shape.Group group) {
            String key = group.key().orElseThrow();
            for (Value item : items.values()) {
                if (item instanceof Value.Block block) {
                    String below = path + "." + block.text(key).orElseThrow();
                    origins.put(below, block.origin());
                    collectOrigins(below, block, group, origins);
                }
            }
        }
    }

    private static List<Value> items(Value.Block block, String key) {
        return block.get(key).map(v -> ((Value.Items) v).values()).orElse(List.of());
    }

    private static List<String> words(Value.Block block, String key) {
        return items(block, key).stream().flatMap(v -> v.asText().stream()).toList();
    }

    private static Map<String, String> texts(Value.Block block, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        block.get(key)
                .ifPresent(v -> ((Value.Block) v)
                        .entries()
                        .forEach(e -> texts.put(e.key(), e.value().asText().orElse(""))));
        return texts;
    }

    private static Optional<Boolean> flag(Value.Block block, String key) {
        return block.text(key).map(Boolean::valueOf);
    }

    private static OptionalInt whole(Value.Block block, String key) {
        return block.text(key).map(Integer::valueOf).map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
