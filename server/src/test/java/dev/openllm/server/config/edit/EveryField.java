package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.Shape;
import java.math.BigDecimal;

/** Generates settings that contain every field of the schema. */
public final class EveryField {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EveryField() {}

    public static ObjectNode settings() {
        return sampleGroup(ConfigSchema.ROOT);
    }

    private static ObjectNode sampleGroup(Shape.Group group) {
        ObjectNode object = JSON.objectNode();
        for (Field field : group.fields()) {
            if (field.refusal().isEmpty() && field.reach() != Field.Reach.OWN_FILE) {
                object.set(field.name(), sampleValue(field.shape()));
            }
        }
        return object;
    }

    private static JsonNode sampleValue(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> JSON.textNode(sampleText(text.format()));
            case Shape.Choice choice -> JSON.textNode(choice.keywords().getLast());
            case Shape.WholeNumber number -> JSON.numberNode(Math.min(number.min() + 7, number.max()));
            case Shape.Decimal _ -> JSON.numberNode(new BigDecimal("2.50"));
            case Shape.Flag _ -> JSON.booleanNode(false);
            case Shape.Texts texts ->
                JSON.objectNode()
                        .put(
                                texts.keys() == Shape.Format.HEADER_NAME ? "X-A" : "a: b",
                                texts.values() == Shape.Format.MODEL ? "a/b:c" : "it's \"odd\" # text");
            case Shape.Listing listing -> {
                ArrayNode items = JSON.arrayNode();
                listing.keyword().ifPresent(items::add);
                items.add(sampleValue(listing.item()));
                yield items;
            }
            case Shape.Group group -> sampleGroup(group);
        };
    }

    private static String sampleText(Shape.Format format) {
        return switch (format) {
            case ANY -> "on: the # 'ümlaut' 😀";
            case NOT_BLANK -> "- no*";
            case PROXY -> "http://user:word@proxy.example.com:3128";
            case NAME -> "1.10";
            case URL -> "https://llm.example.com:8443/v1?x=1";
            case HOST -> "*.example.com:8443";
            case ORIGIN -> "http://localhost:3000";
            case HOST_NAME -> "host.docker.internal";
            case MODEL -> "a/b:c";
            case VARIABLE -> "NO";
            case HEADER_NAME -> "X-A";
            case HEADER_VALUE -> "yes";
        };
    }
}
