package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * A key to store.
 *
 * @param provider the configured name of the provider; empty: the service that the key's prefix tells
 * @param value the key itself; this is the only message that carries one to the server
 * @param store where to; the configured store for new keys when absent
 * @param scope for whom; the person, everywhere, when absent
 */
public record SetSecretParams(String provider, String value, Optional<SecretStore> store, Optional<SecretScope> scope) {

    /** Never shows the key. */
    @Override
    public String toString() {
        return "SetSecretParams[provider=" + provider + ", store=" + store + ", scope=" + scope + "]";
    }
}
