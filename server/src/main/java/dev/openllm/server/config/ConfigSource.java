package dev.openllm.server.config;

import dev.openllm.protocol.config.SettingsParams;
import java.util.function.Consumer;

/** Provides the current configuration. Implementations are thread-safe. */
public interface ConfigSource {

    /** Returns the current configuration. This method never blocks on I/O. */
    Config current();

    /**
     * Applies the client's new settings and starts watching the configuration files in the folders that are open in the
     * client.
     */
    void applySettings(SettingsParams settings);

    /**
     * Registers a listener that is called after each change to the configuration. The listener can be called on any
     * thread.
     */
    void onChange(Consumer<Config> listener);
}
