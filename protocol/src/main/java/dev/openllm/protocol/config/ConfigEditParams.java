package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Changes to one configuration source. Either all or none of the changes are made.
 *
 * @param target the configuration source to change
 * @param edits the edits, in the order in which they are made
 * @param preview whether to only report what would change
 * @param undo the identifier, from {@link ConfigEditResult#undo}, of an earlier change that these edits undo; if the
 *     file still contains the text that the earlier change wrote, the previous text is restored, including comments; if
 *     not, the edits are applied
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

    /** Creates edits that do not undo an earlier change. */
    public ConfigEditParams(ConfigTarget target, List<ConfigEdit> edits, boolean preview) {
        this(target, edits, preview, Optional.empty(), false);
    }
}
