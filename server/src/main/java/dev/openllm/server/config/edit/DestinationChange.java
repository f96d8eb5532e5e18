package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A value that decides where data goes, before and after an edit.
 *
 * @param path as in {@code providers, work, apiBase}
 * @param key the path as a YAML file spells it: {@code providers.work.api_base}
 */
public record DestinationChange(List<String> path, String key, Optional<JsonNode> before, Optional<JsonNode> after) {

    public DestinationChange {
        path = List.copyOf(path);
    }

    /** Whether it concerns this field of a provider. */
    public boolean isOfProvider(String field) {
        return path.size() == 3
                && path.getFirst().equals("providers")
                && path.getLast().equals(field);
    }
}
