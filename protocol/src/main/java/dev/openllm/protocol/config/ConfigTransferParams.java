package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;

/**
 * A request to copy all configuration from one source to another. The copied values replace the values of the same
 * settings in the destination. All other values in the destination remain unchanged. API keys are never copied.
 *
 * @param from the source to copy from
 * @param to the source to copy to
 * @param preview whether to only report what would change
 */
public record ConfigTransferParams(ConfigTarget from, ConfigTarget to, boolean preview) {

    public ConfigTransferParams {
        from = Wire.orElse(from, new ConfigTarget(ConfigStore.VSCODE, null, null));
        to = Wire.orElse(to, new ConfigTarget(ConfigStore.NATIVE, null, null));
    }
}
