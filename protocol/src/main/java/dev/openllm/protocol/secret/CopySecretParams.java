package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * A key that is to be in a second store too. It stays where it was, and bound to the host it was stored for.
 *
 * @param provider the configured name of the provider
 * @param from the store that has it
 * @param fromScope only this scope of that store; as it is found, the workspace before the person, when absent
 * @param to the store that shall have it
 * @param toScope for whom; the person, everywhere, when absent
 */
public record CopySecretParams(
        String provider,
        SecretStore from,
        Optional<SecretScope> fromScope,
        SecretStore to,
        Optional<SecretScope> toScope) {}
