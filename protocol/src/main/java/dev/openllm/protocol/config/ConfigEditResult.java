package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The changes that were made to a configuration source or, in a preview, would be made.
 *
 * @param changes the changes; empty if nothing needed to change
 * @param file the path of the changed file; absent if the source is not a file
 * @param backup the path of the backup of the previous file, which is saved for transfers and for edits that request a
 *     backup
 * @param problems the reasons why values could not be transferred
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
