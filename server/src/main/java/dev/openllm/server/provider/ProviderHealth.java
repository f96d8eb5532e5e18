package dev.openllm.server.provider;

import dev.openllm.protocol.model.StatusParams;
import java.util.function.Consumer;

/**
 * Tracks the status of every provider, based on the outcomes of chat requests and model list requests. Implementations
 * are thread-safe.
 */
public interface ProviderHealth {

    /** Reports the status of a provider, as indicated by a chat request. */
    void report(StatusParams status);

    /** Registers a listener that is called whenever the status of a provider changes. */
    void onStatusChanged(Consumer<StatusParams> listener);
}
