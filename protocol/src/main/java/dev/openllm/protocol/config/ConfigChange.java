package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A value that changed, or would.
 *
 * @param path as in {@link ConfigEdit}
 * @param before absent when there was none
 * @param after absent when there is none any more
 */
public record ConfigChange(List<String> path, Optional<JsonNode> before, Optional<JsonNode> after) {

    public ConfigChange {
        path = Wire.list(path);
        before = Wire.orElse(before, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
        after = Wire.orElse(after, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
    }
}
