package dev.openllm.server.secret;

import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import java.util.List;
import java.util.Optional;

/** Looks up and changes API keys in several stores, in order of precedence. Implementations are thread-safe. */
public interface Secrets {

    /**
     * Returns the API key that can be sent to the query's origin. The key is read from the first store that contains
     * one.
     */
    Optional<Lookup.Found> find(SecretQuery query);

    /** Returns the names of the provider's additional API keys in the order in which they were stored. */
    default List<String> names(SecretQuery query) {
        return List.of();
    }

    /**
     * Replaces a rejected API key, if possible, by rerunning the command that prints the key.
     *
     * @return whether a different key is now available
     */
    default boolean renew(SecretQuery query, Secret rejected) {
        return false;
    }

    /**
     * Discards the user's earlier denial so that the user is asked again whether an API key may be sent to the query's
     * origin.
     */
    void clearDenial(SecretQuery query);

    /** Returns the store that provides the API key, together with the lookup result of every store. */
    SecretWhereResult where(SecretQuery query);

    /** Stores an API key for the query's origin. @return the store that now contains the key */
    SecretStore set(SecretQuery query, Secret value, Optional<SecretStore> store, SecretScope scope);

    /** Copies an API key from one store to another. The copy is bound to the same origin as the original. */
    void copy(SecretQuery query, CopySecretParams copy);

    /** Deletes the API key from the specified store or, if none is specified, from all writable stores. */
    void delete(SecretQuery query, Optional<SecretStore> store, SecretScope scope);
}
