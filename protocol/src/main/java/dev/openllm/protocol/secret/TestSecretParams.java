package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * A key to test.
 *
 * @param provider the configured name of the provider
 * @param model the provider's id of the model to use; its cheapest when absent
 * @param name the name of the key; the key without a name when absent
 */
public record TestSecretParams(String provider, Optional<String> model, Optional<String> name) {

    public TestSecretParams {
        name = Wire.orElse(name, Optional.empty());
    }

    /** The unnamed key. */
    public TestSecretParams(String provider, Optional<String> model) {
        this(provider, model, Optional.empty());
    }
}
