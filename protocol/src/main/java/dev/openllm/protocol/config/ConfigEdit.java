package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A requested change of the configuration.
 *
 * @param path the path of the value, in either spelling; list items are addressed by name: {@code ["providers", "work",
 *     "models", "qwen3-coder", "tools"]}
 * @param value the complete new value; absent removes it. For the items of a list: one of them, or a list of
 *     them; a name is enough where items have names
 * @param items absent where {@code value} replaces what is at {@code path}; else what happens to the list at {@code
 *     path}
 */
public record ConfigEdit(List<String> path, Optional<JsonNode> value, Optional<Items> items) {

    /** Changes individual list items and leaves the others as they are. */
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
