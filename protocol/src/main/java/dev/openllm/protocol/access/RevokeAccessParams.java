package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The access decisions to revoke.
 *
 * @param consumer the consumer that the decisions apply to
 * @param model the {@code provider/model} whose decision is revoked; if absent, all decisions for the consumer are
 *     revoked
 */
public record RevokeAccessParams(String consumer, Optional<String> model) {

    public RevokeAccessParams {
        consumer = Wire.orElse(consumer, "");
    }
}
