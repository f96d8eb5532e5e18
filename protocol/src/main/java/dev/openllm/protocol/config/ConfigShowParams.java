package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Which part of the configuration to show.
 *
 * @param path only what stands there and below, in either spelling; everything when empty
 */
public record ConfigShowParams(List<String> path) {

    /** All of it. */
    public static final ConfigShowParams ALL = new ConfigShowParams(List.of());

    public ConfigShowParams {
        path = Wire.list(path);
    }
}
