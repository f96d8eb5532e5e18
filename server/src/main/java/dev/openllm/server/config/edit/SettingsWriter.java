package dev.openllm.server.config.edit;

import dev.openllm.protocol.config.SettingsUpdateParams;
import java.util.Optional;

/** Writes the settings of the client that is connected. */
@FunctionalInterface
public interface SettingsWriter {

    /**
     * Writes the settings, all of them or none.
     *
     * @return the client's own copy of the file as it was, where it keeps one
     * @throws dev.openllm.protocol.error.OpenLlmException when there is no client that can, or it failed
     */
    Optional<String> write(SettingsUpdateParams settings);
}
