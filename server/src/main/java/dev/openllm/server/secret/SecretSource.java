package dev.openllm.server.secret;

import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import java.util.Optional;

/**
 * A store for API keys. A read takes at most 3 seconds (10 seconds in stores that can prompt the user) and never throws
 * an exception.
 */
public interface SecretSource {

    SecretStore store();

    /** Returns whether the store can contain the requested API key at all. If not, results do not mention the store. */
    default boolean concerns(SecretQuery query) {
        return true;
    }

    Lookup find(SecretQuery query);

    /** Tries to replace a rejected API key and returns whether the store now has a different key. */
    default boolean renew(SecretQuery query, Secret refused) {
        return false;
    }

    /**
     * Returns the stored API key for copying into another store; the key is not checked against a host.
     *
     * @param scope the scope of the key; if empty, the workspace is searched before the user scope
     * @throws dev.openllm.protocol.error.OpenLlmException if the store cannot be read
     */
    Optional<LocatedKey> held(SecretQuery query, Optional<SecretScope> scope);

    /** Returns whether new API keys can be stored in this store, as far as can be determined without trying. */
    boolean takesKeys();

    /** @throws dev.openllm.protocol.error.OpenLlmException if the store cannot be written */
    void set(SecretQuery query, Secret value, SecretScope scope);

    /**
     * Deletes the API key, if any.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException if the store cannot be written
     */
    void delete(SecretQuery query, SecretScope scope);
}
