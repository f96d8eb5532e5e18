package dev.openllm.server.config;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.server.config.ProviderConfig.ModelChoice;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.schema.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts the merged values of all configuration sources to a {@link Config}. Expands variables and converts invalid
 * values to faults.
 */
final class Binding {

    private static final Set<String> BOUND_KEYS = Set.of("providers", "defaultModel", "network");

    private final Variables variables;
    private final Optional<Fault> unreadable;

    /**
     * @param unreadable the fault that applies to all providers if a configuration source has never been read
     *     successfully
     */
    Binding(Variables variables, Optional<Fault> unreadable) {
        this.variables = variables;
        this.unreadable = unreadable;
    }

    /**
     * @param client the client's network settings, used in place of network settings that are missing from the
     *     configuration
     */
    Config bind(Value.Block merged, NetworkSettings client, List<Problem> problems, AllowedHosts allowedHosts) {
        Optional<Fault> fault = unreadable.or(allowedHosts::fault).or(() -> sharedFault(merged));
        List<ProviderConfig> providers = new ArrayList<>();
        for (Value item : items(merged, "providers")) {
            if (item instanceof Value.Block block) {
                ProviderConfig provider = provider(block);
                providers.add(fault.map(provider::withFault).orElse(provider));
            }
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (Value.Entry entry : merged.entries()) {
            if (!BOUND_KEYS.contains(entry.key())) {
                flatten(entry.key(), entry.value(), shape(ConfigSchema.ROOT, entry.key()), settings);
            }
        }
        if (fault.isPresent()) {
            // No requests are allowed, so disable the discovery of local servers and the catalog refresh.
            settings.put("discovery.enabled", "false");
            settings.put("catalog.refresh", "false");
        }
        Map<String, Origin> origins = new HashMap<>();
        collectOrigins("", merged, ConfigSchema.ROOT, origins);
        return new Config(
                providers,
                text(merged, "defaultModel"),
                network(merged, client),
                settings,
                problems,
                origins,
                fault,
                fault.or(() -> merged.get("defaultModel").flatMap(Binding::faultOf)),
                allowedHosts);
    }

    // Methods that find faults.

    /**
     * Returns the fault for the first invalid value that does not belong to a provider. The fault applies to all
     * providers because the value could have affected requests to any of them.
     */
    private static Optional<Fault> sharedFault(Value.Block merged) {
        for (Value.Entry entry : merged.entries()) {
            Optional<Fault> fault = entry.key().equals("defaultModel")
                    ? Optional.empty()
                    : faultIn(
                            entry.value(),
                            shape(ConfigSchema.ROOT, entry.key()),
                            entry.key().equals("network"));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** @param flags whether an invalid Boolean value causes a fault; if not, the value is treated as {@code false} */
    private static Optional<Fault> faultIn(Value value, Optional<Shape> shape, boolean flags) {
        if (value instanceof Value.Invalid
                && (flags || shape.filter(Shape.Flag.class::isInstance).isEmpty())) {
            return faultOf(value);
        }
        if (value instanceof Value.Items items) {
            return items.values().stream()
                    .flatMap(item -> faultOf(item).stream())
                    .findFirst();
        }
        if (value instanceof Value.Block block) {
            for (Value.Entry entry : block.entries()) {
                Optional<Fault> fault =
                        faultIn(entry.value(), shape.flatMap(group -> shape(group, entry.key())), flags);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> faultOf(Value value) {
        return value instanceof Value.Invalid invalid
                ? Optional.of(new Fault(invalid.problem(), invalid.origin().source()))
                : Optional.empty();
    }

    /** Returns the fault for the first invalid value of a provider or model. */
    private static Optional<Fault> faultOf(Value.Block block) {
        for (Value.Entry entry : block.entries()) {
            Optional<Fault> fault = faultOf(entry.value());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return items(block, "models").stream()
                .flatMap(item -> faultOf(item).stream())
                .findFirst();
    }

    private static Optional<Shape> shape(Shape shape, String key) {
        return NormalizedConfig.field(Optional.of(shape), key).map(Field::shape);
    }

    // Methods that convert values.

    private ProviderConfig provider(Value.Block block) {
        return new ProviderConfig(
                block.text("name").orElseThrow(),
                text(block, "preset"),
                flag(block, "enabled"),
                block.text("displayName"),
                text(block, "dialect"),
                text(block, "apiBase").map(String::strip),
                text(block, "apiKeyEnv"),
                texts(block, "headers"),
                models(block),
                texts(block, "quirks"),
                integer(block, "maxParallel"),
                origins(block),
                faultOf(block),
                textItems(block, "apiKeyCommand"));
    }

    /** Returns the configuration source of each field, quirk, and header of a provider. */
    private static Map<String, Origin> origins(Value.Block provider) {
        Map<String, Origin> origins = new HashMap<>();
        for (Value.Entry entry : provider.entries()) {
            origins.put(entry.key(), entry.value().origin());
            if ((entry.key().equals("quirks") || entry.key().equals("headers"))
                    && entry.value() instanceof Value.Block block) {
                block.entries()
                        .forEach(inner -> origins.put(
                                entry.key() + "." + inner.key(), inner.value().origin()));
            }
        }
        return origins;
    }

    private ModelChoice models(Value.Block provider) {
        List<Value> items = items(provider, "models");
        List<ModelConfig> named = new ArrayList<>();
        boolean all = provider.get("models").isEmpty();
        for (Value item : items) {
            if (item instanceof Value.Block block) {
                named.add(model(block));
            } else if (item instanceof Value.Scalar) {
                all = true;
            }
        }
        return new ModelChoice(all, named, textItems(provider, "include"), textItems(provider, "exclude"));
    }

    private ModelConfig model(Value.Block block) {
        return new ModelConfig(
                block.text("id").orElseThrow(),
                block.text("name"),
                block.text("baseModel"),
                integer(block, "contextTokens"),
                integer(block, "outputTokens"),
                flag(block, "tools"),
                flag(block, "vision"),
                flag(block, "files"),
                flag(block, "reasoning"),
                flag(block, "streaming"),
                flag(block, "structuredOutput"),
                block.text("reasoningEffort"),
                textItems(block, "fallbacks"),
                texts(block, "quirks"),
                faultOf(block));
    }

    private NetworkSettings network(Value.Block merged, NetworkSettings client) {
        Value.Block networkBlock = merged.get("network")
                .filter(Value.Block.class::isInstance)
                .map(Value.Block.class::cast)
                .orElse(Value.Block.empty(merged.origin()));
        return new NetworkSettings(
                text(networkBlock, "proxy").map(String::strip).or(client::proxy),
                networkBlock.get("noProxy").isPresent() ? textItems(networkBlock, "noProxy") : client.noProxy(),
                networkBlock.get("caFiles").isPresent() ? textItems(networkBlock, "caFiles") : client.caFiles(),
                flag(networkBlock, "strictTls").or(client::strictTls));
    }

    private void flatten(String path, Value value, Optional<Shape> shape, Map<String, String> settings) {
        switch (value) {
            case Value.Block block ->
                block.entries()
                        .forEach(e -> flatten(
                                path + "." + e.key(),
                                e.value(),
                                shape.flatMap(group -> shape(group, e.key())),
                                settings));
            case Value.Items items ->
                settings.put(
                        path,
                        items.values().stream()
                                .flatMap(v -> v.asText().map(variables::expand).stream())
                                .collect(Collectors.joining(",")));
            case Value.Scalar scalar -> settings.put(path, variables.expand(scalar.text()));
            case Value.Invalid _ -> {
                if (shape.filter(Shape.Flag.class::isInstance).isPresent()) {
                    settings.put(path, "false");
                }
            }
            case Value.Null _ -> {}
        }
    }

    private static void collectOrigins(String path, Value value, Shape shape, Map<String, Origin> origins) {
        // Do not use a pattern-matching switch in code that runs before the initialize request completes: the AOT cache
        // cannot store such a switch.
        if (value instanceof Value.Block block) {
            for (Value.Entry entry : block.entries()) {
                String childPath = path.isEmpty() ? entry.key() : path + "." + entry.key();
                Optional<Field> field =
                        shape instanceof Shape.Group group ? group.field(entry.key()) : Optional.empty();
                Shape inner = field.map(Field::shape).orElse(shape);
                origins.put(childPath, entry.value().origin());
                collectOrigins(childPath, entry.value(), inner, origins);
            }
        } else if (value instanceof Value.Items items
                && shape instanceof Shape.Listing listing
                && listing.item() instanceof Shape.Group group) {
            String key = group.key().orElseThrow();
            for (Value item : items.values()) {
                if (item instanceof Value.Block block) {
                    String childPath = path + "." + block.text(key).orElseThrow();
                    origins.put(childPath, block.origin());
                    collectOrigins(childPath, block, group, origins);
                }
            }
        }
    }

    private static List<Value> items(Value.Block block, String key) {
        return block.get(key)
                .filter(Value.Items.class::isInstance)
                .map(v -> ((Value.Items) v).values())
                .orElse(List.of());
    }

    /** Returns the string value of a field with its variables expanded. */
    private Optional<String> text(Value.Block block, String key) {
        return block.text(key).map(variables::expand);
    }

    private List<String> textItems(Value.Block block, String key) {
        return items(block, key).stream()
                .flatMap(v -> v.asText().map(variables::expand).stream())
                .toList();
    }

    private Map<String, String> texts(Value.Block block, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        block.get(key)
                .filter(Value.Block.class::isInstance)
                .ifPresent(v -> ((Value.Block) v)
                        .entries()
                        .forEach(e -> texts.put(
                                e.key(),
                                e.value().asText().map(variables::expand).orElse(""))));
        return texts;
    }

    private static Optional<Boolean> flag(Value.Block block, String key) {
        return block.text(key).map(Boolean::valueOf);
    }

    private static OptionalInt integer(Value.Block block, String key) {
        return block.text(key).map(Integer::valueOf).map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
