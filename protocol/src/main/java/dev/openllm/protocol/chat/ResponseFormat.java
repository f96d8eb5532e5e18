package dev.openllm.protocol.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * The JSON output that a request requires.
 *
 * @param name the schema name, for providers that require one; {@code answer} when absent
 * @param schema the JSON Schema that the response must match; any JSON object is allowed when absent
 */
public record ResponseFormat(String name, Optional<ObjectNode> schema) {

    public ResponseFormat {
        name = Wire.orElse(name, "answer");
    }
}
