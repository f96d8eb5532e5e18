package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A change to a configuration value. The change was made or, in a preview, would be made.
 *
 * @param path the path of the value, in the same format as in {@link ConfigEdit}
 * @param before the previous value; absent if there was none
 * @param after the new value; absent if the value was removed
 */
public record ConfigChange(List<String> path, Optional<JsonNode> before, Optional<JsonNode> after) {

    public ConfigChange {
        path = Wire.list(path);
        before = Wire.orElse(before, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
        after = Wire.orElse(after, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
    }
}
