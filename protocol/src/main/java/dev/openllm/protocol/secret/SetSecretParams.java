package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * An API key to store.
 *
 * @param provider the configured name of the provider; empty to detect the provider from the key's prefix
 * @param value the key; no other request sends a key to the server
 * @param store the store to write to; the configured default store if absent
 * @param scope the scope of the stored key; user if absent
 * @param name the name of the key; the unnamed key if absent
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

    /** Creates params for an API key without a name. */
    public SetSecretParams(String provider, String value, Optional<SecretStore> store, Optional<SecretScope> scope) {
        this(provider, value, store, scope, Optional.empty());
    }

    /** Returns a string that does not contain the API key. */
    @Override
    public String toString() {
        return "SetSecretParams[provider=" + provider + ", store=" + store + ", scope=" + scope + ", name=" + name
                + "]";
    }
}
