package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.OpaqueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts the items of a conversation to provider-neutral messages. Clients send back all items of a session, so an
 * item that other providers do not support must not cause the session to fail.
 */
final class ResponsesItems {

    private static final String CALL_SUFFIX = "_call";
    private static final String OUTPUT_SUFFIX = "_output";

    private static final Set<String> SUPPORTED_MESSAGE_FIELDS = Set.of("type", "role", "content", "id", "status");

    private static final Set<String> SUPPORTED_ITEM_FIELDS = Set.of(
            "type",
            "id",
            "status",
            "call_id",
            "name",
            "namespace",
            "arguments",
            "input",
            "output",
            "summary",
            "content",
            "encrypted_content");

    private final Intake intake;
    private final List<Message> messages = new ArrayList<>();

    ResponsesItems(Intake intake) {
        this.intake = intake;
    }

    /**
     * Returns whether an item contains tools. For newer models, Codex sends tools in an item of the conversation or as
     * the result of a tool search.
     */
    static boolean definesTools(JsonNode item) {
        return item.path("type").asText().matches("additional_tools|tool_search_output");
    }

    List<Message> messages(List<JsonNode> items) {
        items.forEach(this::add);
        return messages;
    }

    private void add(JsonNode item) {
        String type = item.path("type").asText("message");
        if (type.equals("message")) {
            intake.omitFieldsOf("messages", item, SUPPORTED_MESSAGE_FIELDS);
        } else if (type.startsWith("function_call")
                || type.startsWith("custom_tool_call")
                || type.equals("reasoning")) {
            intake.omitFieldsOf("items", item, SUPPORTED_ITEM_FIELDS);
        }
        switch (type) {
            case "message" ->
                add(role(item.path("role").asText("user")), OpenAiContent.parts(item.path("content"), intake));
            case "function_call" -> add(Role.ASSISTANT, List.of(functionCall(item)));
            case "custom_tool_call" ->
                add(
                        Role.ASSISTANT,
                        List.of(OpenAiTools.customCall(
                                item.path("call_id").asText(),
                                name(item),
                                item.path("input").asText())));
            case "function_call_output", "custom_tool_call_output" -> add(Role.USER, List.of(result(item)));
            case "reasoning" -> add(Role.ASSISTANT, reasoning(item));
            case "web_search_call", "file_search_call", "image_generation_call", "code_interpreter_call" ->
                intake.omit("item", type);
            case "tool_search_output" ->
                add(
                        Role.USER,
                        List.of(new Part.ToolResult(
                                item.path("call_id").asText(), List.of(new Part.Text(toolSearchText(item))), false)));
            case "additional_tools" -> {} // already read as tools of the request
            case "mcp_call" -> add(Role.ASSISTANT, List.of(new Part.Text(mcpCall(item))));
            default -> addOther(type, item);
        }
    }

    /**
     * Adds an item whose type has no separate conversion. Calls of built-in tools that the client ran itself, such as
     * {@code local_shell_call}, are converted to function calls to preserve their meaning.
     */
    private void addOther(String type, JsonNode item) {
        if (item.hasNonNull("call_id") && type.endsWith(CALL_SUFFIX)) {
            add(
                    Role.ASSISTANT,
                    List.of(new Part.ToolCall(
                            item.path("call_id").asText(),
                            type.substring(0, type.length() - CALL_SUFFIX.length()),
                            arguments(item))));
        } else if (item.hasNonNull("call_id") && type.endsWith(OUTPUT_SUFFIX)) {
            add(Role.USER, List.of(result(item)));
        } else {
            intake.omit("item", type);
        }
    }

    private static ObjectNode arguments(JsonNode item) {
        for (String field : List.of("action", "operation", "arguments")) {
            if (item.path(field) instanceof ObjectNode object) {
                return object;
            }
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        return item.path("arguments").isTextual() ? all.set("arguments", item.path("arguments")) : all;
    }

    private static Part functionCall(JsonNode item) {
        return new Part.ToolCall(item.path("call_id").asText(), name(item), Fields.arguments(item.path("arguments")));
    }

    private static String name(JsonNode item) {
        return OpenAiTools.flatName(
                Fields.text(item, "namespace"), item.path("name").asText());
    }

    /**
     * Returns the result of a tool call. The result can be text, a list of content parts, or an object in a
     * tool-specific format that OpenAI defines.
     */
    private Part result(JsonNode item) {
        JsonNode output = item.path("output");
        boolean isContent = output.isTextual()
                || output.isArray()
                        && output.valueStream()
                                .allMatch(part -> part.path("type").asText().matches("(input|output)_.*|text|refusal"));
        List<Part> content =
                isContent ? OpenAiContent.parts(output, intake) : List.of(new Part.Text(output.toString()));
        return new Part.ToolResult(item.path("call_id").asText(), content, false);
    }

    private static String toolSearchText(JsonNode item) {
        return item.path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asText())
                .collect(Collectors.joining(", ", "Tools that are available now: ", "."));
    }

    private static String mcpCall(JsonNode item) {
        String output = item.path("output").asText(item.path("error").asText());
        return "[" + item.path("server_label").asText() + "."
                + item.path("name").asText() + "(" + item.path("arguments").asText() + ") returned: " + output + "]";
    }

    private List<Part> reasoning(JsonNode item) {
        List<Part> parts = new ArrayList<>();
        JsonNode content = item.path("summary").isEmpty() ? item.path("content") : item.path("summary");
        content.forEach(part -> parts.add(new Part.Reasoning(part.path("text").asText())));
        String encrypted = item.path("encrypted_content").asText("");
        Optional<Part> state = OpaqueState.parse(encrypted);
        state.ifPresent(parts::add);
        if (state.isEmpty() && !encrypted.isEmpty()) {
            intake.omit("item", "reasoning");
        } else if (state.isEmpty() && !parts.isEmpty()) {
            intake.addUnsignedReasoningNotice();
        }
        return parts;
    }

    /** Adds the content of an item. Consecutive items with the same role are merged into a single message. */
    private void add(Role role, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (role != Role.SYSTEM && !messages.isEmpty() && messages.getLast().role() == role) {
            List<Part> merged = new ArrayList<>(messages.removeLast().parts());
            merged.addAll(parts);
            messages.add(new Message(role, merged));
        } else {
            messages.add(new Message(role, parts));
        }
    }

    private static Role role(String role) {
        return switch (role) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw Fields.invalid("A message has the role \"" + role + "\", which does not exist.");
        };
    }
}
