package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.ToolArguments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Emulates required tool calls. Ollama has no {@code tool_choice}, but its {@code format} field constrains the response
 * to a schema. The response is constrained to the arguments of the tool or, if there are several tools, to a name and
 * arguments, and is then converted to a tool call. Source: https://docs.ollama.com/capabilities/structured-outputs
 *
 * @param tools the tools; the model must call one of them
 */
record ForcedTools(List<ToolDefinition> tools) {

    /**
     * Returns the tools from which the model must choose, or an empty result if the model is not required to call a
     * tool.
     */
    static Optional<ForcedTools> of(ChatCall call) {
        ToolChoice choice = call.toolChoice();
        List<ToolDefinition> forced =
                switch (choice.mode()) {
                    case AUTO, NONE -> List.<ToolDefinition>of();
                    case REQUIRED -> call.tools();
                    case TOOL ->
                        call.tools().stream()
                                .filter(tool -> choice.name().equals(Optional.of(tool.name())))
                                .toList();
                };
        return forced.isEmpty() ? Optional.empty() : Optional.of(new ForcedTools(forced));
    }

    /** Returns the schema to which the response is constrained. */
    JsonNode format() {
        if (tools.size() == 1) {
            return schema(tools.getFirst());
        }
        ObjectNode oneOf = Wire.JSON.createObjectNode();
        ArrayNode alternatives = oneOf.putArray("anyOf");
        for (ToolDefinition tool : tools) {
            ObjectNode call = alternatives.addObject().put("type", "object");
            ObjectNode properties = call.putObject("properties");
            properties.putObject("name").put("type", "string").putArray("enum").add(tool.name());
            properties.set("arguments", schema(tool));
            call.putArray("required").add("name").add("arguments");
        }
        return oneOf;
    }

    /**
     * Returns the instruction that describes the tools and the required response to the model. The request has no
     * {@code tools} field; with this field, the model might call a tool in its own format.
     */
    String instruction() {
        String listed = tools.stream().map(ForcedTools::describe).collect(Collectors.joining("\n"));
        return tools.size() == 1
                ? "Respond only with the JSON arguments of a call of this tool:\n" + listed
                : "Respond only with JSON: the \"name\" of one of these tools and the \"arguments\" of its call.\n"
                        + listed;
    }

    /** Converts a response to a tool call. */
    ChatEvent call(String response) {
        if (tools.size() == 1) {
            return ToolArguments.event(
                    ToolArguments.newCallId(), tools.getFirst().name(), response);
        }
        JsonNode call;
        try {
            call = Wire.JSON.readTree(response);
        } catch (JsonProcessingException cutOff) {
            call = Wire.JSON.createObjectNode().put("arguments", response);
        }
        return ToolArguments.event(ToolArguments.newCallId(), call.path("name").asText(""), call.path("arguments"));
    }

    private static String describe(ToolDefinition tool) {
        return tool.name() + ": " + tool.description() + "\n" + schema(tool);
    }

    private static JsonNode schema(ToolDefinition tool) {
        return tool.inputSchema() == null || tool.inputSchema().isEmpty()
                ? Wire.JSON.createObjectNode().put("type", "object")
                : tool.inputSchema();
    }
}
