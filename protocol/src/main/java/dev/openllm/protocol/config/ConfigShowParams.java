package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Which part of the configuration to show.
 *
 * @param path the path of the values to show, in camelCase or snake_case; all values when empty
 */
public record ConfigShowParams(List<String> path) {

    /** The complete configuration. */
    public static final ConfigShowParams ALL = new ConfigShowParams(List.of());

    public ConfigShowParams {
        path = Wire.list(path);
    }
}
