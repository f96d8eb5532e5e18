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
 * @param value the complete new value; absent to remove the value. If {@code items} is present, {@code value} is one
 *     list item or a list of items; items that have names can be specified by name only
 * @param items whether to add the items to, or remove them from, the list at {@code path}; absent if {@code value}
 *     replaces the current value at {@code path}
 */
public record ConfigEdit(List<String> path, Optional<JsonNode> value, Optional<Items> items) {

    /** How an edit changes individual list items. Other list items remain unchanged. */
    public enum Items {
        /** Appends the items to the list. */
        @JsonProperty("add")
        ADD,
        /** Removes the items from the list. The edit fails if an item is not in the list. */
        @JsonProperty("remove")
        REMOVE
    }

    public ConfigEdit {
        path = Wire.list(path);
        value = Wire.orElse(value, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
        items = Wire.orElse(items, Optional.empty());
    }

    /** Creates an edit that replaces or removes a value. */
    public ConfigEdit(List<String> path, Optional<JsonNode> value) {
        this(path, value, Optional.empty());
    }
}
