package dev.openllm.server.secret;

import java.util.Optional;

/**
 * An API key read from a specific store, regardless of the host that the key is requested for.
 *
 * @param origin the origin that the key is bound to; if empty, the key is bound to the hosts in the user's
 *     configuration
 */
public record LocatedKey(Secret secret, Optional<String> origin) {}
