package dev.openllm.server.provider;

import dev.openllm.protocol.model.StatusParams;
import java.util.function.Consumer;

/** The status of every provider, based on chats and model lists. Thread-safe. */
public interface ProviderHealth {

    /** Records what a chat revealed about a provider's status. */
    void report(StatusParams status);

    /** Calls the listener whenever a provider's status changes. */
    void onStatusChanged(Consumer<StatusParams> listener);
}
