package dev.openllm.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A wanted change of configuration.
 *
 * @param path the way to the value, in either spelling; items of lists by their name: {@code [providers, work,
 *     models, qwen3-coder, tools]}
 * @param value what shall stand there, whole; empty removes it
 */
public record ConfigEdit(List<String> path, Optional<JsonNode> value) {

    public ConfigEdit {
        path = List.copyOf(path);
    }
}
