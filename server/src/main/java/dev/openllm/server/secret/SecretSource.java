package dev.openllm.server.secret;

import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import java.util.Optional;

/** One store of keys. A read never waits longer than 3 s (10 s where a user may be asked) and never throws. */
public interface SecretSource {

    SecretStore store();

    /** Whether the store can contain such a key at all; if not, it is not mentioned. */
    default boolean concerns(SecretQuery query) {
        return true;
    }

    Lookup find(SecretQuery query);

    /** Tries to replace a rejected key, and returns whether the store now has another one. */
    default boolean renew(SecretQuery query, Secret refused) {
        return false;
    }

    /**
     * The key itself, for another store and not for a host.
     *
     * @param scope empty: as it is found, the workspace before the user
     * @throws dev.openllm.protocol.error.OpenLlmException when the store cannot be read
     */
    Optional<LocatedKey> held(SecretQuery query, Optional<SecretScope> scope);

    /** Whether new keys can be stored there, as far as is known without trying. */
    boolean takesKeys();

    /** @throws dev.openllm.protocol.error.OpenLlmException when the store cannot be written */
    void set(SecretQuery query, Secret value, SecretScope scope);

    /** Deletes the key if there is one. @throws dev.openllm.protocol.error.OpenLlmException as {@link #set} */
    void delete(SecretQuery query, SecretScope scope);
}
