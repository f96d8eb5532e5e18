package dev.openllm.protocol.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.Map;
import java.util.Optional;

/**
 * A tool that the model can call.
 *
 * @param name the tool's name, which can contain {@code A-Z}, {@code a-z}, {@code 0-9}, {@code _}, and {@code -}; other
 *     characters are mapped for providers that do not accept them
 * @param description a description of the tool for the model
 * @param inputSchema the JSON Schema of the arguments; if absent, the tool has no arguments
 * @param strict whether the provider must constrain the arguments to the schema
 * @param cacheTtl how long to cache the prompt up to and including this tool: {@code 5m} or {@code 1h}
 * @param dialectFields additional fields, grouped by dialect name, such as {@code anthropic-messages}; the fields of a
 *     dialect are sent unchanged with this tool, and only to providers that use that dialect
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

    /** Creates a tool with only a name, a description, and a schema. */
    public ToolDefinition(String name, String description, ObjectNode inputSchema) {
        this(name, description, inputSchema, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Returns a copy of this tool with a different name and schema. */
    public ToolDefinition with(String otherName, ObjectNode otherSchema) {
        return new ToolDefinition(otherName, description, otherSchema, strict, cacheTtl, dialectFields);
    }
}
