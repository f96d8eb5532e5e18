package dev.openllm.server.config.edit;

import dev.openllm.protocol.config.SettingsUpdateParams;
import java.util.Optional;

/** Writes settings through the connected client. */
@FunctionalInterface
public interface SettingsWriter {

    /**
     * Writes either all of the settings or none of them.
     *
     * @return the client's own backup of the previous file, if the client creates one
     * @throws dev.openllm.protocol.error.OpenLlmException if no client can write the settings or if writing fails
     */
    Optional<String> write(SettingsUpdateParams settings);
}
