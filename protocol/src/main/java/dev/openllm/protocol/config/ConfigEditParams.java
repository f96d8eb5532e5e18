package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Changes for one place; all of them are made, or none.
 *
 * @param target where
 * @param edits in the order in which they are made
 * @param preview only say what would change
 */
public record ConfigEditParams(ConfigTarget target, List<ConfigEdit> edits, boolean preview) {

    public ConfigEditParams {
        target = Wire.orElse(target, new ConfigTarget(null, null, null));
        edits = Wire.list(edits);
    }
}
