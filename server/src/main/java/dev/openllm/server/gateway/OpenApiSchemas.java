package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The schemas of requests and responses, which are generated from the {@code name:type} notation in {@link Operation}.
 */
final class OpenApiSchemas {

    private OpenApiSchemas() {}

    /** Adds the schemas for the chat messages in each API's requests. */
    static void addTo(ObjectNode schemas) {
        addMessage(
                schemas.putObject("ChatMessage"),
                List.of("system", "developer", "user", "assistant", "tool", "function"),
                "role:string! content:any tool_calls:object[] tool_call_id:string name:string");
        addMessage(
                schemas.putObject("AnthropicMessage"),
                List.of("user", "assistant", "system"),
                "role:string! content:any!");
        addMessage(
                schemas.putObject("OllamaMessage"),
                List.of("system", "user", "assistant", "tool"),
                "role:string! content:string thinking:string images:string[] tool_calls:object[] tool_name:string"
                        + " tool_call_id:string");
        addMessage(schemas.putObject("GeminiContent"), List.of("user", "model"), "role:string parts:object[]!");
    }

    private static void addMessage(ObjectNode schema, List<String> roles, String fields) {
        schema.setAll(object(List.of(fields.split(" "))));
        roles.forEach(schema.withObject("/properties/role").putArray("enum")::add);
    }

    /**
     * Returns the schema for an object.
     *
     * @param fields the fields, each in the form {@code name:type}, followed by {@code !} if the field is required
     */
    static ObjectNode object(List<String> fields) {
        ObjectNode schema = Wire.JSON.createObjectNode().put("type", "object");
        for (String field : fields) {
            String name = field.substring(0, field.indexOf(':'));
            if (field.endsWith("!")) {
                schema.withArray("required").add(name);
            }
            schema.withObject("properties")
                    .set(name, type(field.substring(name.length() + 1).replace("!", "")));
        }
        return schema;
    }

    private static ObjectNode type(String type) {
        ObjectNode schema = Wire.JSON.createObjectNode();
        if (type.endsWith("[]")) {
            schema.put("type", "array").set("items", type(type.substring(0, type.length() - 2)));
        } else if (Character.isUpperCase(type.charAt(0))) {
            schema.put("$ref", "#/components/schemas/" + type);
        } else if (!type.equals("any")) {
            schema.put("type", type);
        }
        return schema;
    }
}
