package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Changes to one source, of which either all or none are made.
 *
 * @param target the source
 * @param edits the edits, in the order in which they are made
 * @param preview whether to only report what would change
 * @param undo the change that these edits undo, from {@link ConfigEditResult#undo}: if the file still contains what
 *     that change wrote, the previous text is restored, including comments; otherwise, the edits apply
 * @param backup whether to save a backup of the previous file
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

    /** An edit that does not undo another change. */
    public ConfigEditParams(ConfigTarget target, List<ConfigEdit> edits, boolean preview) {
        this(target, edits, preview, Optional.empty(), false);
    }
}
