package dev.openllm.server.secret;

import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import java.util.Optional;

/**
 * A source of API keys. A read operation takes at most 3 seconds (10 seconds if the source can prompt the user) and
 * never throws an exception.
 */
public interface SecretSource {

    SecretStore store();

    /**
     * Returns whether the store can contain the requested API key. If not, the store is omitted from lookup results.
     */
    default boolean supports(SecretQuery query) {
        return true;
    }

    Lookup find(SecretQuery query);

    /** Tries to obtain a replacement for a rejected API key. @return whether the store now contains a different key */
    default boolean renew(SecretQuery query, Secret rejected) {
        return false;
    }

    /**
     * Returns the stored API key so that it can be copied to another store. The result does not depend on the host that
     * the key is bound to.
     *
     * @param scope the scope of the key; if empty, the workspace scope is searched before the user scope
     * @throws dev.openllm.protocol.error.OpenLlmException if the store cannot be read
     */
    Optional<LocatedKey> readKey(SecretQuery query, Optional<SecretScope> scope);

    /**
     * Returns whether new API keys can be stored in this store. The result is based on what can be determined without
     * trying to store a key.
     */
    boolean isWritable();

    /** @throws dev.openllm.protocol.error.OpenLlmException if the store cannot be written */
    void set(SecretQuery query, Secret value, SecretScope scope);

    /**
     * Deletes the API key if it exists.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException if the store cannot be written
     */
    void delete(SecretQuery query, SecretScope scope);
}
