package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The part of the configuration to show.
 *
 * @param path the path of the values to show, in camelCase or snake_case; if empty, all values are shown
 */
public record ConfigShowParams(List<String> path) {

    /** The params that request the complete configuration. */
    public static final ConfigShowParams ALL = new ConfigShowParams(List.of());

    public ConfigShowParams {
        path = Wire.list(path);
    }
}
