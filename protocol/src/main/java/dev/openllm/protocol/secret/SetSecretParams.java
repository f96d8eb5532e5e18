package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * A key to store.
 *
 * @param provider the configured name of the provider; empty to detect the provider from the key's prefix
 * @param value the key; no other message sends a key to the server
 * @param store the store; the configured default when absent
 * @param scope the scope; user when absent
 * @param name the name of the key; the unnamed key when absent
 */
public record SetSecretParams(
        String provider,
        String value,
        Optional<SecretStore> store,
        Optional<SecretScope> scope,
        Optional<String> name) {

    public SetSecretParams {
        name = Wire.orElse(name, Optional.empty());
    }

    /** A key without a name. */
    public SetSecretParams(String provider, String value, Optional<SecretStore> store, Optional<SecretScope> scope) {
        this(provider, value, store, scope, Optional.empty());
    }

    /** Never contains the key. */
    @Override
    public String toString() {
        return "SetSecretParams[provider=" + provider + ", store=" + store + ", scope=" + scope + ", name=" + name
                + "]";
    }
}
