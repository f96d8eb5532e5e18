package dev.openllm.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.schema.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows the effective value of each configuration field, the value's source, and the values that it overrides. */
public final class ConfigShow {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * The path of the host allowlists. Allowlists from different sources do not override each other: all of them apply.
     */
    private static final List<String> ALLOWED_HOSTS = List.of("policies", "allowedHosts");

    private final LiveConfig.Sources sources;

    private ConfigShow(LiveConfig.Sources sources) {
        this.sources = sources;
    }

    public static ConfigShowResult of(LiveConfig config, ConfigShowParams params) {
        return new ConfigShow(config.sources()).show(names(params.path()));
    }

    private record LayerValue(JsonNode value, Layer layer, Origin origin) {}

    private ConfigShowResult show(List<String> prefix) {
        Map<List<String>, List<LayerValue>> values = new LinkedHashMap<>();
        for (Layer layer : sources.layers().reversed()) {
            collect(List.of(), layer.values(), ConfigSchema.ROOT, layer, values);
        }
        List<ConfigShowResult.Value> result = new ArrayList<>();
        values.forEach((path, sourceValues) -> {
            if (path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix)) {
                if (path.equals(ALLOWED_HOSTS)) {
                    sourceValues.forEach(list ->
                            result.add(new ConfigShowResult.Value(path, list.value(), toOrigin(list), List.of())));
                    return;
                }
                LayerValue effective = sourceValues.getFirst();
                result.add(new ConfigShowResult.Value(
                        path,
                        effective.value(),
                        toOrigin(effective),
                        sourceValues.stream()
                                .skip(1)
                                .map(overridden ->
                                        new ConfigShowResult.Overridden(overridden.value(), toOrigin(overridden)))
                                .toList()));
            }
        });
        return new ConfigShowResult(
                result,
                sources.layers().stream().map(ConfigShow::toPlace).toList(),
                sources.merged().problems());
    }

    private static ConfigShowResult.Place toPlace(Layer layer) {
        return new ConfigShowResult.Place(
                layer.target(), layer.name(), layer.file().map(Path::toString), layer.exists());
    }

    private static ConfigShowResult.Origin toOrigin(LayerValue sourceValue) {
        return new ConfigShowResult.Origin(
                sourceValue.layer().name(),
                sourceValue.layer().target(),
                sourceValue.origin().file().map(Path::toString),
                sourceValue.origin().line(),
                sourceValue.origin().column());
    }

    private void collect(
            List<String> path, Value value, Shape shape, Layer layer, Map<List<String>, List<LayerValue>> values) {
        if (value instanceof Value.Invalid) {
            addValue(path, JSON.nullNode(), value, layer, values);
            return;
        }
        switch (shape) {
            case Shape.Group group -> {
                for (Value.Entry entry : ((Value.Block) value).entries()) {
                    boolean isName = group.key().filter(entry.key()::equals).isPresent();
                    Optional<Field> field = group.field(entry.key());
                    if (!isName && field.isPresent()) {
                        collect(
                                childPath(path, entry.key()),
                                entry.value(),
                                field.get().shape(),
                                layer,
                                values);
                    }
                }
            }
            case Shape.Texts texts -> {
                for (Value.Entry entry : ((Value.Block) value).entries()) {
                    collect(childPath(path, entry.key()), entry.value(), new Shape.Text(texts.values()), layer, values);
                }
            }
            case Shape.Listing listing
            when listing.item() instanceof Shape.Group group -> {
                if (listing.keyword().isPresent()) {
                    addValue(path, names((Value.Items) value, group), value, layer, values);
                }
                for (Value item : ((Value.Items) value).values()) {
                    if (item instanceof Value.Block block) {
                        String name = block.text(group.key().orElseThrow()).orElseThrow();
                        collect(childPath(path, name), block, group, layer, values);
                    }
                }
            }
            default -> addValue(path, NormalizedConfig.of(value, Optional.of(shape)), value, layer, values);
        }
    }

    private static void addValue(
            List<String> path,
            JsonNode normalized,
            Value value,
            Layer layer,
            Map<List<String>, List<LayerValue>> values) {
        values.computeIfAbsent(path, p -> new ArrayList<>()).add(new LayerValue(normalized, layer, value.origin()));
    }

    private static ArrayNode names(Value.Items items, Shape.Group group) {
        ArrayNode names = JSON.arrayNode();
        for (Value item : items.values()) {
            names.add(
                    item instanceof Value.Block block
                            ? block.text(group.key().orElseThrow()).orElse("")
                            : item.asText().orElse(""));
        }
        return names;
    }

    /** Converts the configuration keys in a path to camelCase. Names that are not in the schema are not converted. */
    private static List<String> names(List<String> path) {
        List<String> names = new ArrayList<>();
        Shape shape = ConfigSchema.ROOT;
        for (String step : path) {
            switch (shape) {
                case Shape.Group group -> {
                    Optional<Field> field = group.field(step);
                    names.add(field.map(Field::name).orElse(step));
                    shape = field.map(Field::shape).orElse(group);
                }
                case Shape.Listing listing -> {
                    names.add(step);
                    shape = listing.item();
                }
                default -> names.add(step);
            }
        }
        return names;
    }

    private static List<String> childPath(List<String> path, String name) {
        List<String> child = new ArrayList<>(path);
        child.add(name);
        return List.copyOf(child);
    }
}
