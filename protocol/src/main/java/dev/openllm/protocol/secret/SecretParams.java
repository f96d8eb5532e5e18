package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * The key of a provider.
 *
 * @param provider the configured name of the provider
 * @param store only this store
 * @param scope only this scope
 */
public record SecretParams(String provider, Optional<SecretStore> store, Optional<SecretScope> scope) {}
