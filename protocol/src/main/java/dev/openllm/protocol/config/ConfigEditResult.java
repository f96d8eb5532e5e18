package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * What was changed, or would be.
 *
 * @param changes empty when everything was as wanted already
 * @param file the file, for places that are files
 * @param backup a copy of the file as it was; made by transfers only
 * @param problems what could not be carried over, and why
 */
public record ConfigEditResult(
        List<ConfigChange> changes, Optional<String> file, Optional<String> backup, List<Problem> problems) {

    public ConfigEditResult {
        changes = Wire.list(changes);
        problems = Wire.list(problems);
    }
}
