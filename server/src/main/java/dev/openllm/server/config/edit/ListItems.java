package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An edit that adds items to a list in a normalized configuration or removes items from the list. */
record ListItems(ConfigEdit edit) {

    /** @param list the current list, which is the value of the field {@code name} in {@code object} */
    void apply(ObjectNode object, String name, Shape.Listing listing, ArrayNode list) {
        JsonNode value = edit.value()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("No item was specified to add to or remove from '{0}'.", path())));
        JsonNode items =
                value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value);
        boolean isAdd = edit.items().orElseThrow() == ConfigEdit.Items.ADD;
        for (JsonNode item : NormalizedEdit.normalize(items, listing)) {
            int index = indexOf(list, listing, item);
            if (isAdd) {
                add(list, listing, index, item);
            } else if (index < 0) {
                throw notFoundError(list, listing, item);
            } else {
                list.remove(index);
            }
        }
        // Retain an empty list of models: an empty list offers no models, whereas a missing list offers all of them.
        if (list.isEmpty() && listing.keyword().isEmpty()) {
            object.remove(name);
        }
    }

    private void add(ArrayNode list, Shape.Listing listing, int index, JsonNode item) {
        if (index < 0) {
            list.add(item);
            return;
        }
        boolean isNameOnly = item.isValueNode() || item.size() == 1;
        if (!isNameOnly && !NormalizedConfig.isEquivalent(list.get(index), item)) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("'{1}' already contains '{0}' with different values.", nameOf(listing, item), path()),
                    UserText.of(
                                    "Change the item with `open-llm config set {0} {1} FIELD VALUE`.",
                                    String.join(" ", edit.path()), nameOf(listing, item))
                            .inVsCode("Change '{1}' in the file."));
        }
    }

    private static int indexOf(ArrayNode list, Shape.Listing listing, JsonNode item) {
        Optional<String> key = keyOf(listing);
        if (key.isPresent() && item.isObject()) {
            return NormalizedEdit.indexOf(list, key.get(), item.path(key.get()).asText());
        }
        for (int i = 0; i < list.size(); i++) {
            if (NormalizedConfig.isEquivalent(list.get(i), item)) {
                return i;
            }
        }
        return -1;
    }

    private OpenLlmException notFoundError(ArrayNode list, Shape.Listing listing, JsonNode item) {
        List<String> names = new ArrayList<>();
        list.forEach(existing -> names.add(nameOf(listing, existing)));
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of("'{1}' in this file does not contain '{0}'.", nameOf(listing, item), path()),
                names.isEmpty()
                        ? UserText.of("The list is empty.")
                        : UserText.of("The list contains: {0}.", String.join(", ", names)));
    }

    private static String nameOf(Shape.Listing listing, JsonNode item) {
        return item.isObject() ? item.path(keyOf(listing).orElse("")).asText() : item.asText();
    }

    private static Optional<String> keyOf(Shape.Listing listing) {
        return listing.item() instanceof Shape.Group group ? group.key() : Optional.empty();
    }

    private String path() {
        return String.join(".", edit.path());
    }
}
