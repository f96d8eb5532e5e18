package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The access decisions to revoke.
 *
 * @param consumer the consumer they apply to
 * @param model only the decision about this {@code provider/model}; all decisions when absent
 */
public record RevokeAccessParams(String consumer, Optional<String> model) {

    public RevokeAccessParams {
        consumer = Wire.orElse(consumer, "");
    }
}
