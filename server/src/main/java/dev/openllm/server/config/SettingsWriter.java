package dev.openllm.server.config;

import dev.openllm.protocol.config.SettingsUpdateParams;

/** Writes the settings of the client that is connected. */
@FunctionalInterface
public interface SettingsWriter {

    /** @throws dev.openllm.protocol.error.OpenLlmException when there is no client that can, or it failed */
    void write(SettingsUpdateParams settings);
}
