package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A value that determines where data is sent, before and after an edit.
 *
 * @param path the path in camelCase, such as {@code providers, work, apiBase}
 * @param key the path in the notation of YAML files, such as {@code providers.work.api_base}
 * @param before the value before the edit, or empty if there was none
 * @param after the value after the edit, or empty if there is none
 */
public record DestinationChange(List<String> path, String key, Optional<JsonNode> before, Optional<JsonNode> after) {

    public DestinationChange {
        path = List.copyOf(path);
    }

    /** Returns whether this change affects the specified field of a provider. */
    public boolean isOfProvider(String field) {
        return path.size() == 3
                && path.getFirst().equals("providers")
                && path.getLast().equals(field);
    }
}
