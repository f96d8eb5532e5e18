package dev.openllm.server.gateway.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.OpaqueState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests of Anthropic's Messages. Source: https://docs.anthropic.com/en/api/messages */
final class AnthropicRequest {

    /** Budgets of thinking, in tokens, up to which an effort is meant. */
    private static final int LOW_BUDGET = 4096;

    private static final int MEDIUM_BUDGET = 16384;

    private AnthropicRequest() {}

    static ChatParams read(JsonNode body) {
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            throw Fields.invalid("messages must be a list with at least one message.");
        }
        List<Message> messages = new ArrayList<>();
        List<Part> system = content(body.path("system"));
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system));
        }
        body.path("messages").forEach(message -> messages.add(message(message)));
        List<ToolDefinition> tools = new ArrayList<>();
        body.path("tools").forEach(tool -> tools.add(tool(tool)));
        return new ChatParams(
                Fields.text(body, "model").orElse(""),
                messages,
                tools,
                toolChoice(body.path("tool_choice")),
                options(body),
                Optional.empty(),
                Optional.empty());
    }

    private static Message message(JsonNode message) {
        String role = message.path("role").asText();
        return switch (role) {
            case "user" -> new Message(Role.USER, content(message.path("content")));
            case "assistant" -> new Message(Role.ASSISTANT, content(message.path("content")));
            case "system" -> new Message(Role.SYSTEM, content(message.path("content")));
            default -> throw Fields.invalid("A message has the role \"" + role + "\", which does not exist.");
        };
    }

    private static List<Part> content(JsonNode content) {
        List<Part> parts = new ArrayList<>();
        if (content.isTextual()) {
            parts.add(new Part.Text(content.textValue()));
        }
        content.forEach(block -> addBlock(block, parts));
        return parts;
    }

    private static void addBlock(JsonNode block, List<Part> parts) {
        String type = block.path("type").asText();
        switch (type) {
            case "text" -> parts.add(new Part.Text(block.path("text").asText()));
            case "image" -> parts.add(image(block.path("source")));
            case "document" -> parts.add(document(block.path("source"), Fields.text(block, "title")));
            case "tool_use" ->
                parts.add(new Part.ToolCall(
                        block.path("id").asText(), block.path("name").asText(), Fields.arguments(block.path("input"))));
            case "tool_result" ->
                parts.add(new Part.ToolResult(
                        block.path("tool_use_id").asText(),
                        content(block.path("content")),
                        block.path("is_error").asBoolean()));
            case "thinking" -> {
                if (!block.path("thinking").asText().isEmpty()) {
                    parts.add(new Part.Reasoning(block.path("thinking").asText()));
                }
                OpaqueState.part(block.path("signature").asText()).ifPresent(parts::add);
            }
            case "redacted_thinking" ->
                OpaqueState.part(block.path("data").asText()).ifPresent(parts::add);
            default -> throw Fields.invalid("Content of the type \"" + type + "\" is not taken.");
        }
    }

    private static Part image(JsonNode source) {
        return source.path("type").asText().equals("url")
                ? Fields.image(source.path("url").asText())
                : Part.Image.ofData(
                        source.path("media_type").asText(), source.path("data").asText());
    }

    private static Part document(JsonNode source, Optional<String> title) {
        return switch (source.path("type").asText()) {
            case "base64" ->
                new Part.File(
                        source.path("media_type").asText(), source.path("data").asText(), title);
            case "text" ->
                new Part.File(
                        "text/plain",
                        Base64.getEncoder()
                                .encodeToString(source.path("data").asText().getBytes(StandardCharsets.UTF_8)),
                        title);
            default -> throw Fields.invalid("Documents are taken as base64 or text only.");
        };
    }

    private static ToolDefinition tool(JsonNode tool) {
        if (!tool.has("input_schema")) {
            throw Fields.invalid("The tool \"" + tool.path("name").asText()
                    + "\" has no input_schema; tools that run at the provider are not taken.");
        }
        return new ToolDefinition(
                tool.path("name").asText(),
                tool.path("description").asText(),
                Fields.object(tool, "input_schema").orElse(null));
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        return switch (choice.path("type").asText()) {
            case "any" -> ToolChoice.REQUIRED;
            case "none" -> ToolChoice.NONE;
            case "tool" -> new ToolChoice(ToolChoice.Mode.TOOL, Fields.text(choice, "name"));
            default -> ToolChoice.AUTO;
        };
    }

    private static ChatOptions options(JsonNode body) {
        JsonNode format = body.path("output_config").path("format");
        return new ChatOptions(
                Fields.integer(body, "max_tokens"),
                Fields.number(body, "temperature"),
                Fields.number(body, "top_p"),
                Fields.texts(body.path("stop_sequences")),
                OptionalLong.empty(),
                effort(body),
                format.path("type").asText().equals("json_schema")
                        ? Optional.of(new ResponseFormat(null, Fields.object(format, "schema")))
                        : Optional.empty(),
                Fields.flag(body.path("tool_choice"), "disable_parallel_tool_use")
                        .map(disabled -> !disabled),
                Map.of());
    }

    private static Optional<String> effort(JsonNode body) {
        Optional<String> named = Fields.text(body.path("output_config"), "effort");
        JsonNode thinking = body.path("thinking");
        if (named.isPresent() || !thinking.path("type").asText().equals("enabled")) {
            return named;
        }
        int budget = thinking.path("budget_tokens").asInt();
        return Optional.of(budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high");
    }
}
