package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A wanted change of configuration.
 *
 * @param path the way to the value, in either spelling; items of lists by their name: {@code ["providers", "work",
 *     "models", "qwen3-coder", "tools"]}
 * @param value what shall stand there, whole; absent removes it. For the items of a list: one of them, or a list of
 *     them; a name is enough where items have names
 * @param items absent where {@code value} replaces what is at {@code path}; else what happens to the list at {@code
 *     path}
 */
public record ConfigEdit(List<String> path, Optional<JsonNode> value, Optional<Items> items) {

    /** What happens to single items of a list, while its others stay as they are. */
    public enum Items {
        /** They are appended; what is in the list already stays as it is. */
        @JsonProperty("add")
        ADD,
        /** They are taken out; an item that is not in the list is an error. */
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
