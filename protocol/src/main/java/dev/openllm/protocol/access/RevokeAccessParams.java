package dev.openllm.protocol.access;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * Whose remembered answers to forget.
 *
 * @param consumer whose
 * @param model only the answer about this {@code provider/model}; all answers when absent
 */
public record RevokeAccessParams(String consumer, Optional<String> model) {

    public RevokeAccessParams {
        consumer = Wire.orElse(consumer, "");
    }
}
