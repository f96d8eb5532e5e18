package dev.openllm.server.secret;

import java.util.Optional;

/**
 * A key in one store, regardless of the requested host.
 *
 * @param origin the host it is bound to; empty: those of the user's own configuration
 */
public record LocatedKey(Secret secret, Optional<String> origin) {}
