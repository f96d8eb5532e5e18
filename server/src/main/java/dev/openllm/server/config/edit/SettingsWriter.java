package dev.openllm.server.config.edit;

import dev.openllm.protocol.config.SettingsUpdateParams;
import java.util.Optional;

/** Writes the settings of the connected client. */
@FunctionalInterface
public interface SettingsWriter {

    /**
     * Writes the settings, all of them or none.
     *
     * @return the client's own copy of the previous file, if it keeps one
     * @throws dev.openllm.protocol.error.OpenLlmException when no client can write them, or it failed
     */
    Optional<String> write(SettingsUpdateParams settings);
}
