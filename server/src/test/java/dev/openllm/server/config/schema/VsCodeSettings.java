package dev.openllm.server.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.schema.Field.Reach;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Converts the settings of {@link ConfigSchema} to the format in which the manifest of a VS Code extension registers
 * settings. Each user-visible string is collected in {@link #texts} and referenced by its name, such as {@code
 * %openLLM.policies.retries%}, so that it can be translated.
 */
final class VsCodeSettings {

    static final String PREFIX = "openLLM.";

    /** The categories of the settings editor by title, with the groups and settings that each contains. */
    private static final Map<String, List<String>> CATEGORIES = new LinkedHashMap<>();

    static {
        CATEGORIES.put(
                "%configuration.providers.title%",
                List.of("providers", "defaultModel", "aliases", "discovery", "catalog"));
        CATEGORIES.put("%configuration.config.title%", List.of("config"));
        CATEGORIES.put("%configuration.secrets.title%", List.of("secrets", "access", "chat"));
        CATEGORIES.put("%configuration.policies.title%", List.of("policies"));
        CATEGORIES.put("%configuration.server.title%", List.of("network", "rpc", "gateway"));
    }

    /** The last category, which contains all settings that no other category lists. */
    private static final String LAST_CATEGORY = "%configuration.server.title%";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode texts = JSON.objectNode();

    /** Returns the settings of a category by name. */
    ObjectNode category(String title) {
        ObjectNode settings = JSON.objectNode();
        for (String name : CATEGORIES.get(title)) {
            ConfigSchema.ROOT.field(name).ifPresent(field -> register(field, "", settings));
        }
        if (title.equals(LAST_CATEGORY)) {
            ConfigSchema.ROOT.fields().stream()
                    .filter(field -> CATEGORIES.values().stream().noneMatch(names -> names.contains(field.name())))
                    .forEach(field -> register(field, "", settings));
        }
        return settings;
    }

    /** Returns the dialects for the form that adds a provider, with the names of the strings that describe them. */
    Dialects dialects() {
        ArrayNode keywords = JSON.arrayNode();
        ArrayNode labels = JSON.arrayNode();
        for (int i = 0; i < ProviderSchema.DIALECT.keywords().size(); i++) {
            String keyword = ProviderSchema.DIALECT.keywords().get(i);
            keywords.add(keyword);
            labels.add(text("group." + keyword, "Custom provider: " + ProviderSchema.DIALECT.description(i)));
        }
        return new Dialects(keywords, labels);
    }

    record Dialects(ArrayNode keywords, ArrayNode labels) {}

    /** Returns all user-visible strings that have been generated so far, by name. */
    ObjectNode texts() {
        return texts;
    }

    private void register(Field field, String parentPath, ObjectNode settings) {
        String path = parentPath + field.name();
        if (field.shape() instanceof Shape.Group group) {
            group.fields().forEach(child -> register(child, path + ".", settings));
        } else if (isOffered(field)) {
            settings.set(PREFIX + path, createSetting(field, path));
        }
    }

    private static boolean isOffered(Field field) {
        return field.refusal().isEmpty()
                && field.reach() != Reach.OWN_FILE
                && !field.vsCode().hasVsCodeSetting();
    }

    private ObjectNode createSetting(Field field, String path) {
        ObjectNode shape = shape(field.shape(), path);
        ObjectNode setting = JSON.objectNode();
        setting.set("type", shape.remove("type"));
        setting.put("scope", scope(field)).setAll(shape);
        setDefault(setting, field, true);
        return describe(setting, field, PREFIX + path);
    }

    private static String scope(Field field) {
        if (field.vsCode().machineScoped()) {
            return "machine";
        }
        return field.reach() == Reach.TRUSTED ? "window" : "application";
    }

    /**
     * Sets the default of a setting.
     *
     * @param evenIfUnset whether to set a default even if the field has none, because VS Code shows a setting by its default
     */
    private static void setDefault(ObjectNode setting, Field field, boolean evenIfUnset) {
        Optional<String> value = field.defaultValue();
        if (value.isEmpty() && !evenIfUnset) {
            return;
        }
        switch (field.shape()) {
            case Shape.Flag _ -> setting.put("default", Boolean.parseBoolean(value.orElse("false")));
            case Shape.WholeNumber number ->
                setting.put("default", value.map(Integer::parseInt).orElse(number.min()));
            case Shape.Decimal _ -> setting.set("default", JSON.numberNode(new BigDecimal(value.orElse("0"))));
            case Shape.Choice choice ->
                setting.put("default", value.orElse(choice.keywords().getFirst()));
            case Shape.Text _ -> setting.put("default", value.orElse(""));
            case Shape.Listing _ -> setting.putArray("default");
            case Shape.Texts _, Shape.Group _ -> setting.putObject("default");
        }
    }

    private ObjectNode describe(ObjectNode setting, Field field, String name) {
        return setting.put(
                "markdownDescription", text(name, field.vsCode().markdown().orElse(field.markdown())));
    }

    private ObjectNode shape(Shape shape, String path) {
        ObjectNode json = JSON.objectNode();
        switch (shape) {
            case Shape.Text text -> text(text, json);
            case Shape.Choice choice -> addChoice(choice, path, json);
            case Shape.WholeNumber number -> {
                json.put("type", "integer").put("minimum", number.min());
                if (number.max() < Integer.MAX_VALUE) {
                    json.put("maximum", number.max());
                }
            }
            case Shape.Decimal _ -> json.put("type", "number").put("minimum", 0);
            case Shape.Flag _ -> json.put("type", "boolean");
            case Shape.Texts texts -> texts(texts, json);
            case Shape.Listing listing -> addList(listing, path, json);
            case Shape.Group group -> addGroup(group, itemName(path), json);
        }
        return json;
    }

    private static void text(Shape.Text text, ObjectNode json) {
        json.put("type", "string");
        switch (text.format()) {
            case URL -> json.put("format", "uri");
            case NAME -> json.put("minLength", 1);
            default -> {}
        }
        if (!text.suggestions().isEmpty()) {
            text.suggestions().forEach(json.putArray("enum")::add);
        }
    }

    private void addChoice(Shape.Choice choice, String path, ObjectNode json) {
        json.put("type", "string");
        choice.keywords().forEach(json.putArray("enum")::add);
        if (!choice.descriptions().isEmpty()) {
            ArrayNode descriptions = json.putArray("markdownEnumDescriptions");
            String prefix = choice == ProviderSchema.DIALECT ? "dialect" : path;
            for (int i = 0; i < choice.keywords().size(); i++) {
                descriptions.add(text(
                        prefix + "." + choice.keywords().get(i),
                        choice.descriptions().get(i)));
            }
        }
    }

    private static void texts(Shape.Texts texts, ObjectNode json) {
        ObjectNode values = json.put("type", "object").putObject("additionalProperties");
        if (texts.values() == Shape.Format.ANY) {
            values.putArray("type").add("string").add("number").add("boolean");
        } else {
            values.put("type", "string");
        }
    }

    /**
     * Adds the schema of a list: either a keyword, or a list whose items can be objects with a name or only that name.
     */
    private void addList(Shape.Listing listing, String path, ObjectNode json) {
        ObjectNode list = JSON.objectNode().put("type", "array");
        ObjectNode item = shape(listing.item(), path);
        if (listing.keyword().isPresent()) {
            if (listing.item() instanceof Shape.Group) {
                ArrayNode alternatives = list.putObject("items").putArray("anyOf");
                alternatives.addObject().put("type", "string");
                alternatives.add(item);
            } else {
                list.set("items", item);
            }
            ArrayNode alternatives = json.putArray("anyOf");
            alternatives
                    .addObject()
                    .put("type", "string")
                    .putArray("enum")
                    .add(listing.keyword().get());
            alternatives.add(list);
        } else {
            list.set("items", item);
            json.setAll(list);
        }
    }

    private void addGroup(Shape.Group group, String name, ObjectNode json) {
        json.put("type", "object");
        group.key().ifPresent(json.putArray("required")::add);
        json.put("additionalProperties", false);
        ObjectNode properties = json.putObject("properties");
        for (Field field : group.fields()) {
            if (isOffered(field)) {
                String path = name + "." + field.name();
                ObjectNode property = shape(field.shape(), path);
                setDefault(property, field, false);
                properties.set(field.name(), describe(property, field, path));
            }
        }
    }

    /**
     * Returns the singular name of a list item: {@code provider} for {@code providers}, {@code model} for {@code
     * provider.models}.
     */
    private static String itemName(String path) {
        return path.substring(path.lastIndexOf('.') + 1).replaceFirst("s$", "");
    }

    private String text(String name, String text) {
        texts.put(name, text);
        return "%" + name + "%";
    }
}
