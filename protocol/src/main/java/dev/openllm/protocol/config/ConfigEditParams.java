package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Changes for one source; either all of them are made, or none.
 *
 * @param target the source
 * @param edits in the order in which they are made
 * @param preview only report what would change
 * @param undo the change that these edits undo, from {@link ConfigEditResult#undo}: where its file still contains
 *     what the change wrote, the previous text is restored, including comments; otherwise the edits apply
 * @param backup also save a backup of the previous file
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

    /** A change that undoes none. */
    public ConfigEditParams(ConfigTarget target, List<ConfigEdit> edits, boolean preview) {
        this(target, edits, preview, Optional.empty(), false);
    }
}
