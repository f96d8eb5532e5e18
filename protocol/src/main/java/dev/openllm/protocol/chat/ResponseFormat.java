package dev.openllm.protocol.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The required format of a JSON response.
 *
 * @param name the schema name, for providers that require one; {@code answer} if absent
 * @param schema the JSON Schema that the response must match; if absent, any JSON object is allowed
 */
public record ResponseFormat(String name, Optional<ObjectNode> schema) {

    public ResponseFormat {
        name = Wire.orElse(name, "answer");
    }
}
