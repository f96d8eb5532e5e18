package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Converts normalized configurations to client settings. Object keys are in camelCase, and an item that consists only
 * of a name is written as a string.
 */
public final class SettingsRenderer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The shape of this product's settings in a {@code settings.json} file. */
    public static final Shape.Group FILE = new Shape.Group(
            Optional.empty(),
            ConfigSchema.ROOT.fields().stream()
                    .flatMap(SettingsRenderer::ofFile)
                    .toList());

    private SettingsRenderer() {}

    /** Returns the settings whose values differ, under the names that a client registers for the settings. */
    static List<Setting> changes(ObjectNode before, ObjectNode after) {
        List<Setting> settings = new ArrayList<>();
        for (Field field : ConfigSchema.ROOT.fields()) {
            JsonNode old = before.path(field.name());
            JsonNode fresh = after.path(field.name());
            if (field.shape() instanceof Shape.Group group) {
                for (Field inner : group.fields()) {
                    change(field.name() + "." + inner.name(), inner, old.path(inner.name()), fresh.path(inner.name()))
                            .ifPresent(settings::add);
                }
            } else {
                change(field.name(), field, old, fresh).ifPresent(settings::add);
            }
        }
        return settings;
    }

    /** Converts the settings sent by a client to the form of a {@code settings.json} file. */
    static ObjectNode file(ObjectNode handedOver) {
        ObjectNode file = JSON.objectNode();
        handedOver.properties().forEach(setting -> {
            String name = SettingsFile.PREFIX + setting.getKey();
            boolean group = ConfigSchema.ROOT
                    .field(setting.getKey())
                    .map(field -> field.shape() instanceof Shape.Group)
                    .orElse(true);
            if (group && setting.getValue() instanceof ObjectNode settings) {
                settings.properties().forEach(inner -> file.set(name + "." + inner.getKey(), inner.getValue()));
            } else {
                file.set(name, setting.getValue());
            }
        });
        return file;
    }

    private static Stream<Field> ofFile(Field field) {
        String name = SettingsFile.PREFIX + field.name();
        return field.shape() instanceof Shape.Group group
                ? group.fields().stream().map(inner -> inner.named(name + "." + inner.name()))
                : Stream.of(field.named(name));
    }

    private static Optional<Setting> change(String name, Field field, JsonNode before, JsonNode after) {
        if (NormalizedConfig.same(before, after)) {
            return Optional.empty();
        }
        return Optional.of(new Setting(
                name,
                after.isMissingNode() ? Optional.empty() : Optional.of(value(after, Optional.of(field.shape())))));
    }

    private static JsonNode value(JsonNode value, Optional<Shape> shape) {
        if (value instanceof ArrayNode array) {
            Optional<Shape> item = Shape.itemOf(shape);
            ArrayNode written = JSON.arrayNode();
            array.forEach(v -> written.add(value(v, item)));
            return written;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        Optional<String> key = shape.flatMap(s -> s instanceof Shape.Group group ? group.key() : Optional.empty());
        boolean onlyName = key.isPresent() && !key.get().equals("name") && object.size() == 1 && object.has(key.get());
        if (onlyName) {
            return object.get(key.get());
        }
        ObjectNode written = JSON.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            written.set(
                    field.getKey(),
                    value(
                            field.getValue(),
                            NormalizedConfig.field(shape, field.getKey()).map(Field::shape)));
        }
        return written;
    }
}
