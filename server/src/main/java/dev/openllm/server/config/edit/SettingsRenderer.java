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
    public static final Shape.Group FILE_SHAPE = new Shape.Group(
            Optional.empty(),
            ConfigSchema.ROOT.fields().stream()
                    .flatMap(SettingsRenderer::toFileFields)
                    .toList());

    private SettingsRenderer() {}

    /** Returns the settings whose values differ, under the names that a client registers for the settings. */
    static List<Setting> changes(ObjectNode before, ObjectNode after) {
        List<Setting> settings = new ArrayList<>();
        for (Field field : ConfigSchema.ROOT.fields()) {
            JsonNode oldValue = before.path(field.name());
            JsonNode newValue = after.path(field.name());
            if (field.shape() instanceof Shape.Group group) {
                for (Field inner : group.fields()) {
                    change(
                                    field.name() + "." + inner.name(),
                                    inner,
                                    oldValue.path(inner.name()),
                                    newValue.path(inner.name()))
                            .ifPresent(settings::add);
                }
            } else {
                change(field.name(), field, oldValue, newValue).ifPresent(settings::add);
            }
        }
        return settings;
    }

    /** Converts the settings sent by a client to the form of a {@code settings.json} file. */
    static ObjectNode toFileContent(ObjectNode clientSettings) {
        ObjectNode file = JSON.objectNode();
        clientSettings.properties().forEach(setting -> {
            String name = SettingsFile.PREFIX + setting.getKey();
            boolean isGroup = ConfigSchema.ROOT
                    .field(setting.getKey())
                    .map(field -> field.shape() instanceof Shape.Group)
                    .orElse(true);
            if (isGroup && setting.getValue() instanceof ObjectNode settings) {
                settings.properties().forEach(inner -> file.set(name + "." + inner.getKey(), inner.getValue()));
            } else {
                file.set(name, setting.getValue());
            }
        });
        return file;
    }

    private static Stream<Field> toFileFields(Field field) {
        String name = SettingsFile.PREFIX + field.name();
        return field.shape() instanceof Shape.Group group
                ? group.fields().stream().map(inner -> inner.withName(name + "." + inner.name()))
                : Stream.of(field.withName(name));
    }

    private static Optional<Setting> change(String name, Field field, JsonNode before, JsonNode after) {
        if (NormalizedConfig.isEquivalent(before, after)) {
            return Optional.empty();
        }
        return Optional.of(new Setting(
                name,
                after.isMissingNode() ? Optional.empty() : Optional.of(render(after, Optional.of(field.shape())))));
    }

    private static JsonNode render(JsonNode value, Optional<Shape> shape) {
        if (value instanceof ArrayNode array) {
            Optional<Shape> item = Shape.itemOf(shape);
            ArrayNode rendered = JSON.arrayNode();
            array.forEach(v -> rendered.add(render(v, item)));
            return rendered;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        Optional<String> key = shape.flatMap(s -> s instanceof Shape.Group group ? group.key() : Optional.empty());
        boolean isNameOnly =
                key.isPresent() && !key.get().equals("name") && object.size() == 1 && object.has(key.get());
        if (isNameOnly) {
            return object.get(key.get());
        }
        ObjectNode rendered = JSON.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            rendered.set(
                    field.getKey(),
                    render(
                            field.getValue(),
                            NormalizedConfig.field(shape, field.getKey()).map(Field::shape)));
        }
        return rendered;
    }
}
