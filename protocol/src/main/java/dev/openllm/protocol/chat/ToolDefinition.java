package dev.openllm.protocol.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;

/**
 * A tool the model may call.
 *
 * @param name letters, digits, {@code _} and {@code -}; what a provider does not take is mapped on the way
 * @param description what it does, for the model
 * @param inputSchema JSON Schema of the arguments; without one the tool takes none
 */
public record ToolDefinition(String name, String description, ObjectNode inputSchema) {

    public ToolDefinition {
        name = Wire.orElse(name, "");
        description = Wire.orElse(description, "");
        if (inputSchema == null || inputSchema.isEmpty()) {
            inputSchema = JsonNodeFactory.instance.objectNode().put("type", "object");
            inputSchema.putObject("properties");
        }
    }
}
