package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The API key to locate or delete.
 *
 * @param provider the configured name of the provider
 * @param store the store to delete the key from; all writable stores if absent
 * @param scope the scope to delete the key from; user if absent
 * @param name the name of the key; the unnamed key if absent
 */
public record SecretParams(
        String provider, Optional<SecretStore> store, Optional<SecretScope> scope, Optional<String> name) {

    public SecretParams {
        name = Wire.orElse(name, Optional.empty());
    }

    /** Creates params for the unnamed API key. */
    public SecretParams(String provider, Optional<SecretStore> store, Optional<SecretScope> scope) {
        this(provider, store, scope, Optional.empty());
    }
}
