package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * One configuration source.
 *
 * @param store the kind of source
 * @param level the level, user or workspace
 * @param folder the path of the workspace folder that contains the file; the first open folder if absent
 */
public record ConfigTarget(ConfigStore store, ConfigLevel level, Optional<String> folder) {

    public ConfigTarget {
        store = Wire.orElse(store, ConfigStore.NATIVE);
        level = Wire.orElse(level, ConfigLevel.USER);
    }
}
