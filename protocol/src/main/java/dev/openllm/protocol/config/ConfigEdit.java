package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A requested change to the configuration.
 *
 * @param path the path of the value, in camelCase or snake_case; list items are addressed by name: {@code ["providers",
 *     "work", "models", "qwen3-coder", "tools"]}
 * @param value the complete new value; absent to remove the value. With {@code items}, one list item or a list of
 *     items; a name is enough if the items have names
 * @param items what to do with the items of the list at {@code path}; absent if {@code value} replaces the value at
 *     {@code path}
 */
public record ConfigEdit(List<String> path, Optional<JsonNode> value, Optional<Items> items) {

    /** A change to individual list items that leaves the other items unchanged. */
    public enum Items {
        /** Appends the items. */
        @JsonProperty("add")
        ADD,
        /** Removes the items; an item that is not in the list is an error. */
        @JsonProperty("remove")
        REMOVE
    }

    public ConfigEdit {
        path = Wire.list(path);
        value = Wire.orElse(value, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
        items = Wire.orElse(items, Optional.empty());
    }

    /** Replaces or removes a value. */
    public ConfigEdit(List<String> path, Optional<JsonNode> value) {
        this(path, value, Optional.empty());
    }
}
