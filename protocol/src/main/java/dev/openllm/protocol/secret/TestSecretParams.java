package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * A key to test.
 *
 * @param provider the configured name of the provider
 * @param model the provider's ID of the model to use; the provider's cheapest model when absent
 * @param name the name of the key; the unnamed key when absent
 */
public record TestSecretParams(String provider, Optional<String> model, Optional<String> name) {

    public TestSecretParams {
        name = Wire.orElse(name, Optional.empty());
    }

    /** A test of the unnamed key. */
    public TestSecretParams(String provider, Optional<String> model) {
        this(provider, model, Optional.empty());
    }
}
