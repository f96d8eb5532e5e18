package dev.openllm.server.provider;

import dev.openllm.protocol.model.StatusParams;
import java.util.function.Consumer;

/** The state of every provider, as chats and model lists show it. Safe for use by many threads. */
public interface ProviderHealth {

    /** Records what a chat showed of a provider's state. */
    void report(StatusParams status);

    /** Calls the listener whenever a provider's state changed. */
    void onStatusChanged(Consumer<StatusParams> listener);
}
