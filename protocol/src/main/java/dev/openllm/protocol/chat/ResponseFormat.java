package dev.openllm.protocol.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * JSON output.
 *
 * @param name the name of what the schema describes, for providers that require a name; {@code answer} when absent
 * @param schema the JSON Schema that the response must match; any JSON object is allowed when absent
 */
public record ResponseFormat(String name, Optional<ObjectNode> schema) {

    public ResponseFormat {
        name = Wire.orElse(name, "answer");
    }
}
