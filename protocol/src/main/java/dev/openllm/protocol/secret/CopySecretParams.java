package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * An API key to copy to another store. The original key is retained, and the copy is bound to the same host.
 *
 * @param provider the configured name of the provider
 * @param from the store to copy from
 * @param fromScope the scope to copy from; if absent, the workspace scope is searched before the user scope
 * @param to the store to copy to
 * @param toScope the scope of the copy; user if absent
 * @param name the name of the key; the unnamed key if absent
 */
public record CopySecretParams(
        String provider,
        SecretStore from,
        Optional<SecretScope> fromScope,
        SecretStore to,
        Optional<SecretScope> toScope,
        Optional<String> name) {

    public CopySecretParams {
        name = Wire.orElse(name, Optional.empty());
    }

    /** Creates params to copy the unnamed API key. */
    public CopySecretParams(
            String provider,
            SecretStore from,
            Optional<SecretScope> fromScope,
            SecretStore to,
            Optional<SecretScope> toScope) {
        this(provider, from, fromScope, to, toScope, Optional.empty());
    }
}
