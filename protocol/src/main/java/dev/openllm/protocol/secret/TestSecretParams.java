package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * A key that is to be tried.
 *
 * @param provider the configured name of the provider
 * @param model the provider's model to ask; its cheapest when absent
 */
public record TestSecretParams(String provider, Optional<String> model) {}
