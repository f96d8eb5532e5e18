package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;

/**
 * A request to copy all configuration from one source to another, where it replaces the values of the same settings.
 * Everything else remains unchanged, and keys are never copied.
 *
 * @param from the source
 * @param to the destination
 * @param preview whether to only report what would change
 */
public record ConfigTransferParams(ConfigTarget from, ConfigTarget to, boolean preview) {

    public ConfigTransferParams {
        from = Wire.orElse(from, new ConfigTarget(ConfigStore.VSCODE, null, null));
        to = Wire.orElse(to, new ConfigTarget(ConfigStore.NATIVE, null, null));
    }
}
