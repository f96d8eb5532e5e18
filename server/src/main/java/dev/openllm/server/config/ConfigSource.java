package dev.openllm.server.config;

import dev.openllm.protocol.config.SettingsParams;
import java.util.function.Consumer;

/** The configuration, always current. Safe for use by many threads. */
public interface ConfigSource {

    /** The current configuration. Never blocks on I/O. */
    Config current();

    /** The client's settings changed; files of its folders are watched from now on. */
    void use(SettingsParams settings);

    /** Calls the listener after each change, on a thread of the source. */
    void onChange(Consumer<Config> listener);
}
