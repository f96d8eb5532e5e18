package dev.openllm.protocol.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.Map;
import java.util.Optional;

/**
 * A tool the model may call.
 *
 * @param name {@code A-Z}, {@code a-z}, {@code 0-9}, {@code _} and {@code -}; other characters are mapped for providers that do not accept them
 * @param description what it does, for the model
 * @param inputSchema JSON Schema of the arguments; without one the tool has none
 * @param strict whether the provider must constrain the arguments to the schema
 * @param cacheTtl caches the prompt up to and including this tool, for {@code 5m} or {@code 1h}
 * @param dialectFields further fields by the name of a dialect, such as {@code anthropic-messages}: sent as they are
 *     with this tool to providers of that dialect, and to no others
 */
public record ToolDefinition(
        String name,
        String description,
        ObjectNode inputSchema,
        Optional<Boolean> strict,
        Optional<String> cacheTtl,
        Map<String, Map<String, JsonNode>> dialectFields) {

    public ToolDefinition {
        name = Wire.orElse(name, "");
        description = Wire.orElse(description, "");
        if (inputSchema == null || inputSchema.isEmpty()) {
            inputSchema = JsonNodeFactory.instance.objectNode().put("type", "object");
            inputSchema.putObject("properties");
        }
        dialectFields = Wire.map(dialectFields);
    }

    /** A tool with a name, a description and a schema alone. */
    public ToolDefinition(String name, String description, ObjectNode inputSchema) {
        this(name, description, inputSchema, Optional.empty(), Optional.empty(), Map.of());
    }

    /** The same tool under another name and with another schema. */
    public ToolDefinition with(String otherName, ObjectNode otherSchema) {
        return new ToolDefinition(otherName, description, otherSchema, strict, cacheTtl, dialectFields);
    }
}
