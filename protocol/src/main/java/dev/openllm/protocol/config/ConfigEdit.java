package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A wanted change of configuration.
 *
 * @param path the way to the value, in either spelling; items of lists by their name: {@code ["providers", "work",
 *     "models", "qwen3-coder", "tools"]}
 * @param value what shall stand there, whole; absent removes it
 */
public record ConfigEdit(List<String> path, Optional<JsonNode> value) {

    public ConfigEdit {
        path = Wire.list(path);
        value = Wire.orElse(value, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
    }
}
