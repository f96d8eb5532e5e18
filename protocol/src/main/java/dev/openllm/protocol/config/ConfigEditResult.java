package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * What was changed, or would be.
 *
 * @param changes empty when everything was as wanted already
 * @param file the file, for places that are files
 * @param backup a copy of the file as it was; made by transfers, and by edits that ask for it
 * @param problems what could not be carried over, and why
 * @param undo the name by which {@link ConfigEditParams#undo} takes it back, while this server runs; absent where
 *     nothing was written to a file
 */
public record ConfigEditResult(
        List<ConfigChange> changes,
        Optional<String> file,
        Optional<String> backup,
        List<Problem> problems,
        Optional<String> undo) {

    public ConfigEditResult {
        changes = Wire.list(changes);
        problems = Wire.list(problems);
        undo = Wire.orElse(undo, Optional.empty());
    }
}
