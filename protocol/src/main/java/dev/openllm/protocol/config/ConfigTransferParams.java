package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;

/**
 * Carries all configuration of one place over to another, where it replaces what is said of the same things. Nothing
 * else is touched there, and keys are never carried.
 *
 * @param from where it stands
 * @param to where it shall stand as well
 * @param preview only say what would change
 */
public record ConfigTransferParams(ConfigTarget from, ConfigTarget to, boolean preview) {

    public ConfigTransferParams {
        from = Wire.orElse(from, new ConfigTarget(ConfigStore.VSCODE, null, null));
        to = Wire.orElse(to, new ConfigTarget(ConfigStore.NATIVE, null, null));
    }
}
