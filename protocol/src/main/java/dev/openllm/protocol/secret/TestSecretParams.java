package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * An API key to test.
 *
 * @param provider the configured name of the provider
 * @param model the provider's ID of the model to use; the cheapest model that supports tools if absent
 * @param name the name of the key; the unnamed key if absent
 */
public record TestSecretParams(String provider, Optional<String> model, Optional<String> name) {

    public TestSecretParams {
        name = Wire.orElse(name, Optional.empty());
    }

    /** Creates params to test the unnamed API key. */
    public TestSecretParams(String provider, Optional<String> model) {
        this(provider, model, Optional.empty());
    }
}
