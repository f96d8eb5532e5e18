package dev.openllm.server.provider;

import dev.openllm.protocol.model.StatusParams;
import java.util.function.Consumer;

/** The status of every provider, from chats and model lists. Safe for use by many threads. */
public interface ProviderHealth {

    /** Records what a chat revealed about a provider's status. */
    void report(StatusParams status);

    /** Calls the listener whenever a provider's status changed. */
    void onStatusChanged(Consumer<StatusParams> listener);
}
