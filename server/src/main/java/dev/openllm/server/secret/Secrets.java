package dev.openllm.server.secret;

import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import java.util.List;
import java.util.Optional;

/** The chain of stores. Safe for use by many threads. */
public interface Secrets {

    /** The key that may be sent to the origin of the query, from the first store that has one. */
    Optional<Lookup.Found> find(SecretQuery query);

    /** The names of the provider's additional keys, in the order in which they were stored. */
    default List<String> names(SecretQuery query) {
        return List.of();
    }

    /** Whether there is another key in place of a refused one: a command that prints it is run again. */
    default boolean renew(SecretQuery query, Secret refused) {
        return false;
    }

    /** The user wants to be asked again whether a key may be sent to the origin of the query, after denying it. */
    void askAgain(SecretQuery query);

    /** The store that is used and the result of every store. */
    SecretWhereResult where(SecretQuery query);

    /** Stores a key for the origin of the query. @return the store that was used */
    SecretStore set(SecretQuery query, Secret value, Optional<SecretStore> store, SecretScope scope);

    /** Copies the key of one store into another, bound to the same origin. */
    void copy(SecretQuery query, CopySecretParams copy);

    /** Deletes the key from one store, or from all that can be written. */
    void delete(SecretQuery query, Optional<SecretStore> store, SecretScope scope);
}
