package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Changes for one place; all of them are made, or none.
 *
 * @param target where
 * @param edits in the order in which they are made
 * @param preview only say what would change
 * @param undo names a change that these edits take back, as {@link ConfigEditResult#undo} did: where its file still
 *     says there what the change left, the letters of before come back, comments included; the edits count otherwise
 * @param backup also keep a copy of the file as it was
 */
public record ConfigEditParams(
        ConfigTarget target, List<ConfigEdit> edits, boolean preview, Optional<String> undo, boolean backup) {

    public ConfigEditParams {
        target = Wire.orElse(target, new ConfigTarget(null, null, null));
        edits = Wire.list(edits);
        undo = Wire.orElse(undo, Optional.empty());
    }

    public ConfigEditParams(ConfigTarget target, List<ConfigEdit> edits, boolean preview, Optional<String> undo) {
        this(target, edits, preview, undo, false);
    }

    /** A change that takes none back. */
    public ConfigEditParams(ConfigTarget target, List<ConfigEdit> edits, boolean preview) {
        this(target, edits, preview, Optional.empty(), false);
    }
}
