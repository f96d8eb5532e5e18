package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The changes that were made or would be made.
 *
 * @param changes the changes; empty if nothing needed to change
 * @param file the file, for sources that are files
 * @param backup the backup of the previous file, saved by transfers and by edits that request one
 * @param problems what could not be transferred, and why
 * @param undo an identifier of the change for {@link ConfigEditParams#undo}, valid while this server is running; absent
 *     if no file was written
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
