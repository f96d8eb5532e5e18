package dev.openllm.server.rpc;

import dev.openllm.protocol.OpenLlmClient;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Holds the client whose secret storage the server uses. This client is the one that started the server, provided that
 * it declared a secret storage.
 */
public final class OwnerSecretStorage implements Supplier<Optional<OpenLlmClient>> {

    private final AtomicReference<OpenLlmClient> owner = new AtomicReference<>();

    @Override
    public Optional<OpenLlmClient> get() {
        return Optional.ofNullable(owner.get());
    }

    void attach(OpenLlmClient client) {
        owner.set(client);
    }

    void detach(OpenLlmClient client) {
        owner.compareAndSet(client, null);
    }
}
