package dev.openllm.server.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema for the configuration file, generated from {@link ConfigSchema}. Editors use the schema to complete
 * and validate the file.
 */
final class ConfigJsonSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ConfigJsonSchema() {}

    static ObjectNode schema() {
        ObjectNode schema = JSON.objectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "Open LLM Provider configuration")
                .put("description", "~/.config/openllm/config.yaml, and .config/openllm/config.yaml in a workspace.");
        schema.setAll(group(ConfigSchema.ROOT));
        return schema;
    }

    private static ObjectNode group(Shape.Group group) {
        ObjectNode properties = JSON.objectNode();
        for (Field field : group.fields()) {
            if (field.refusal().isPresent()) {
                continue;
            }
            properties.set(field.yamlName(), fieldSchema(field));
            if (!field.name().equals(field.yamlName())) {
                properties.set(field.name(), fieldSchema(field));
            }
            field.aliases().forEach(alias -> properties.set(alias, fieldSchema(field)));
        }
        ObjectNode object = JSON.objectNode().put("type", "object");
        object.set("properties", properties);
        group.key().ifPresent(key -> required(object, group.field(key).orElseThrow()));
        return object.put("additionalProperties", false);
    }

    private static void required(ObjectNode object, Field key) {
        ArrayNode anyOf = object.putArray("anyOf");
        anyOf.addObject().putArray("required").add(key.name());
        key.aliases().forEach(alias -> anyOf.addObject().putArray("required").add(alias));
    }

    private static ObjectNode fieldSchema(Field field) {
        return JSON.objectNode().put("description", field.description()).setAll(shape(field.shape()));
    }

    private static ObjectNode shape(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text.suggestions().isEmpty() ? text(text.format()) : suggestionSchema(text);
            case Shape.Choice choice -> {
                ObjectNode keywords = JSON.objectNode();
                choice.keywords().forEach(keywords.putArray("enum")::add);
                yield keywords;
            }
            case Shape.WholeNumber whole -> {
                ObjectNode number = JSON.objectNode().put("type", "integer").put("minimum", whole.min());
                yield whole.max() == Integer.MAX_VALUE ? number : number.put("maximum", whole.max());
            }
            case Shape.Decimal _ -> JSON.objectNode().put("type", "number").put("minimum", 0);
            case Shape.Flag _ -> JSON.objectNode().put("type", "boolean");
            case Shape.Texts _ -> {
                ObjectNode texts = JSON.objectNode().put("type", "object");
                texts.putObject("additionalProperties").set("type", scalarTypes());
                yield texts;
            }
            case Shape.Listing listing -> listing(listing);
            case Shape.Group group -> group(group);
        };
    }

    /**
     * Returns a schema for a string with known values. Editors suggest the known values but accept other values as
     * well.
     */
    private static ObjectNode suggestionSchema(Shape.Text text) {
        ObjectNode alternatives = JSON.objectNode();
        ArrayNode anyOf = alternatives.putArray("anyOf");
        text.suggestions().forEach(anyOf.addObject().putArray("enum")::add);
        anyOf.add(text(text.format()));
        return alternatives;
    }

    private static ObjectNode listing(Shape.Listing listing) {
        ObjectNode list = JSON.objectNode().put("type", "array");
        ObjectNode alternatives = JSON.objectNode();
        if (listing.item() instanceof Shape.Group group) {
            ArrayNode items = list.putObject("items").putArray("anyOf");
            items.add(name()).add(group(group));
            alternatives.putArray("anyOf").add(name()).add(list);
        } else {
            list.set("items", shape(listing.item()));
            alternatives.putArray("anyOf").add(shape(listing.item())).add(list);
        }
        return alternatives;
    }

    /**
     * Returns a schema for a name, which can be a string or a number. For example, YAML reads the model name {@code
     * 1.10} as a number.
     */
    private static ObjectNode name() {
        ObjectNode name = JSON.objectNode();
        name.set("type", scalarTypes());
        return name;
    }

    private static ArrayNode scalarTypes() {
        return JSON.arrayNode().add("string").add("number").add("boolean");
    }

    private static ObjectNode text(Shape.Format format) {
        return switch (format) {
            case URL -> JSON.objectNode().put("type", "string").put("pattern", "^\\s*(https?://|\\$\\{)");
            case VARIABLE -> JSON.objectNode().put("type", "string").put("pattern", "^[A-Za-z_][A-Za-z0-9_]*$");
            case MODEL -> JSON.objectNode().put("type", "string").put("pattern", "^([^\\s/]+/\\S+|\\$\\{.+)$");
            case ORIGIN ->
                JSON.objectNode().put("type", "string").put("pattern", "^([a-z][a-z0-9+.-]*://[^\\s/*]+|file://)$");
            case HOST_NAME -> JSON.objectNode().put("type", "string").put("pattern", "^[a-z0-9._\\[\\]:-]+$");
            case ANY, NOT_BLANK, NAME, PROXY, HOST, HEADER_NAME, HEADER_VALUE -> name();
        };
    }
}
