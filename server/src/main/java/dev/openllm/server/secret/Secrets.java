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

    /** The names of the provider's further keys, in the order in which they were stored. */
    default List<String> names(SecretQuery query) {
        return List.of();
    }

    /** Whether there is another key in place of one that was refused: a command that prints it is run again. */
    default boolean renew(SecretQuery query, Secret refused) {
        return false;
    }

    /** The user wants to be asked again whether a key may go to the origin of the query, after having said no. */
    void askAgain(SecretQuery query);

    /** Which store answers and what every store said. */
    SecretWhereResult where(SecretQuery query);

    /** Stores a key for the origin of the query. @return which store took it */
    SecretStore set(SecretQuery query, Secret value, Optional<SecretStore> store, SecretScope scope);

    /** Writes the key that one store has into another, bound to the origin it is bound to where it is. */
    void copy(SecretQuery query, CopySecretParams copy);

    /** Deletes the key from one store, or from all that can be written. */
    void delete(SecretQuery query, Optional<SecretStore> store, SecretScope scope);
}
