package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.SettingsTree;
import dev.openllm.server.config.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies a {@link ConfigEdit} to a normalized configuration. Unknown configuration keys are left unchanged. */
public final class NormalizedEdit {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ConfigEdit edit;

    private NormalizedEdit(ConfigEdit edit) {
        this.edit = edit;
    }

    /**
     * Returns the normalized configuration after the edits.
     *
     * @throws OpenLlmException of kind {@code config} if a path is unknown
     */
    static ObjectNode apply(ObjectNode config, List<ConfigEdit> edits) {
        ObjectNode edited = config.deepCopy();
        for (ConfigEdit edit : edits) {
            if (edit.path().isEmpty()) {
                throw unknownSettingError(edit.path());
            }
            new NormalizedEdit(edit).group(edited, ConfigSchema.ROOT, 0);
        }
        return edited;
    }

    private void group(ObjectNode object, Shape.Group group, int depth) {
        Field field = group.field(edit.path().get(depth)).orElseThrow(() -> unknownSettingError(edit.path()));
        if (field.refusal().isPresent()) {
            throw new OpenLlmException(ErrorKind.CONFIG, field.refusal().get());
        }
        if (isLast(depth)) {
            if (edit.items().isEmpty()) {
                set(object, field.name(), field.shape());
            } else if (field.shape() instanceof Shape.Listing listing) {
                new ListItems(edit).apply(object, field.name(), listing, list(object, field.name(), listing));
            } else {
                throw notAListError(edit.path());
            }
            return;
        }
        if (edit.value().isEmpty() && !object.has(field.name())) {
            return;
        }
        switch (field.shape()) {
            case Shape.Group subgroup -> {
                group(object.withObjectProperty(field.name()), subgroup, depth + 1);
                pruneEmpty(object, field.name());
            }
            case Shape.Texts texts -> {
                ObjectNode map = object.withObjectProperty(field.name());
                if (!isLast(depth + 1)) {
                    throw unknownSettingError(edit.path());
                }
                if (edit.items().isPresent()) {
                    throw notAListError(edit.path());
                }
                set(map, edit.path().get(depth + 1), new Shape.Text(texts.values()));
                pruneEmpty(object, field.name());
            }
            case Shape.Listing listing
            when listing.item() instanceof Shape.Group item ->
                item(list(object, field.name(), listing), item, depth + 1);
            default -> throw unknownSettingError(edit.path());
        }
    }

    /**
     * Returns an existing list or creates one. A new list of models begins with the keyword that selects all models,
     * because a missing list also selects all models.
     */
    private ArrayNode list(ObjectNode object, String name, Shape.Listing listing) {
        if (object.get(name) instanceof ArrayNode list) {
            return list;
        }
        ArrayNode list = object.putArray(name);
        listing.keyword().ifPresent(list::add);
        return list;
    }

    private void item(ArrayNode list, Shape.Group item, int depth) {
        String key = item.key().orElseThrow();
        String name = edit.path().get(depth);
        int index = indexOf(list, key, name);
        if (isLast(depth) && edit.items().isPresent()) {
            throw notAListError(edit.path());
        }
        if (isLast(depth)) {
            setItem(list, item, index);
            return;
        }
        if (index < 0 && edit.value().isEmpty()) {
            return;
        }
        if (index < 0) {
            list.addObject().put(key, name);
            index = list.size() - 1;
        }
        group((ObjectNode) list.get(index), item, depth + 1);
    }

    private void setItem(ArrayNode list, Shape.Group item, int index) {
        if (edit.value().isEmpty()) {
            if (index >= 0) {
                list.remove(index);
            }
            return;
        }
        JsonNode value = normalize(edit.value().get(), item);
        if (value.isValueNode()) {
            value = JSON.objectNode().put(item.key().orElseThrow(), value.asText());
        }
        if (index < 0) {
            list.add(value);
        } else {
            list.set(index, retainUnknown(list.get(index), value, item));
        }
    }

    private void set(ObjectNode object, String name, Shape shape) {
        if (edit.value().isEmpty()) {
            object.remove(name);
            return;
        }
        JsonNode value = normalize(edit.value().get(), shape);
        JsonNode old = object.get(name);
        object.set(name, old == null ? value : retainUnknown(old, value, shape));
    }

    /** Returns the new value with the unknown configuration keys of the old value added. */
    private static JsonNode retainUnknown(JsonNode old, JsonNode value, Shape shape) {
        if (shape instanceof Shape.Group group
                && old instanceof ObjectNode before
                && value instanceof ObjectNode after) {
            ObjectNode merged = JSON.objectNode();
            before.properties().forEach(f -> {
                Optional<Field> field = group.field(f.getKey());
                JsonNode newValue = after.get(f.getKey());
                if (newValue != null) {
                    merged.set(
                            f.getKey(),
                            field.map(k -> retainUnknown(f.getValue(), newValue, k.shape()))
                                    .orElse(newValue));
                } else if (field.isEmpty()) {
                    merged.set(f.getKey(), f.getValue());
                }
            });
            after.properties().stream()
                    .filter(f -> !merged.has(f.getKey()))
                    .forEach(f -> merged.set(f.getKey(), f.getValue()));
            return merged;
        }
        if (shape instanceof Shape.Listing listing
                && listing.item() instanceof Shape.Group item
                && old instanceof ArrayNode before
                && value instanceof ArrayNode after) {
            List<JsonNode> items = new ArrayList<>();
            String key = item.key().orElseThrow();
            for (JsonNode newValue : after) {
                int index = newValue.isObject()
                        ? indexOf(before, key, newValue.path(key).asText())
                        : -1;
                items.add(index < 0 ? newValue : retainUnknown(before.get(index), newValue, item));
            }
            return JSON.arrayNode().addAll(items);
        }
        return value;
    }

    static JsonNode normalize(JsonNode value, Shape shape) {
        return NormalizedConfig.of(SettingsTree.value(value, Origin.Source.COMMAND_LINE), Optional.of(shape));
    }

    static int indexOf(ArrayNode list, String key, String name) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isObject() && list.get(i).path(key).asText().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void pruneEmpty(ObjectNode object, String name) {
        if (object.path(name).isEmpty() && edit.value().isEmpty()) {
            object.remove(name);
        }
    }

    private boolean isLast(int depth) {
        return depth == edit.path().size() - 1;
    }

    private static OpenLlmException notAListError(List<String> path) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of("'{0}' is not a list, so items cannot be added or removed.", String.join(".", path)),
                UserText.of("Use `open-llm config set` or `open-llm config unset` for a single value.")
                        .inVsCode("Set or remove the value instead."));
    }

    private static OpenLlmException unknownSettingError(List<String> path) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of("'{0}' is not a known setting.", String.join(".", path)),
                NearestPath.of(path)
                        .map(name -> UserText.of(
                                        "Did you mean {0}? Run `open-llm config keys` to list all settings.", name)
                                .inVsCode("Did you mean {0}?"))
                        .orElse(UserText.of("Run `open-llm config keys` to list all settings.")
                                .inVsCode("See the JSON Schema of the file.")));
    }
}
