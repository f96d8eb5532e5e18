package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The key of a provider.
 *
 * @param provider the configured name of the provider
 * @param store the store to consider; all stores when absent
 * @param scope the scope to consider; all scopes when absent
 * @param name the name of the key; the unnamed key when absent
 */
public record SecretParams(
        String provider, Optional<SecretStore> store, Optional<SecretScope> scope, Optional<String> name) {

    public SecretParams {
        name = Wire.orElse(name, Optional.empty());
    }

    /** The unnamed key. */
    public SecretParams(String provider, Optional<SecretStore> store, Optional<SecretScope> scope) {
        this(provider, store, scope, Optional.empty());
    }
}
