package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * A key to test.
 *
 * @param provider the configured name of the provider
 * @param model the provider's id of the model to use; its cheapest when absent
 */
public record TestSecretParams(String provider, Optional<String> model) {}
