package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A changed value, or one that would change.
 *
 * @param path as in {@link ConfigEdit}
 * @param before absent if there was none
 * @param after absent if it was removed
 */
public record ConfigChange(List<String> path, Optional<JsonNode> before, Optional<JsonNode> after) {

    public ConfigChange {
        path = Wire.list(path);
        before = Wire.orElse(before, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
        after = Wire.orElse(after, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
    }
}
