package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.OpaqueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests of OpenAI's Responses. Source: https://platform.openai.com/docs/api-reference/responses/create */
final class OpenAiResponsesRequest {

    private OpenAiResponsesRequest() {}

    static ChatParams read(JsonNode body) {
        if (body.path("background").asBoolean(false)) {
            throw Fields.invalid("background must be false: an answer is given while its request waits.");
        }
        if (body.hasNonNull("previous_response_id") || body.hasNonNull("conversation")) {
            throw Fields.invalid("Nothing is kept between requests here: send the whole conversation as input.");
        }
        List<Message> messages = new ArrayList<>();
        Fields.text(body, "instructions").ifPresent(text -> messages.add(Message.system(text)));
        if (body.path("input").isTextual()) {
            messages.add(Message.user(body.path("input").textValue()));
        }
        body.path("input").forEach(item -> addItem(item, messages));
        if (messages.isEmpty()) {
            throw Fields.invalid("input must be a text, or a list with at least one item.");
        }
        List<ToolDefinition> tools = new ArrayList<>();
        body.path("tools").forEach(tool -> tools.add(tool(tool)));
        return new ChatParams(
                Fields.text(body, "model").orElse(""),
                messages,
                OpenAiChatRequest.allowed(
                        tools, body.path("tool_choice").path("tools").findValuesAsText("name")),
                toolChoice(body.path("tool_choice")),
                options(body),
                Optional.empty(),
                Optional.empty());
    }

    private static void addItem(JsonNode item, List<Message> messages) {
        String type = item.path("type").asText("message");
        switch (type) {
            case "message" -> add(messages, role(item.path("role").asText()), content(item.path("content")));
            case "function_call" ->
                add(
                        messages,
                        Role.ASSISTANT,
                        List.of(new Part.ToolCall(
                                item.path("call_id").asText(),
                                item.path("name").asText(),
                                Fields.arguments(item.path("arguments")))));
            case "function_call_output" ->
                add(
                        messages,
                        Role.USER,
                        List.of(new Part.ToolResult(
                                item.path("call_id").asText(), content(item.path("output")), false)));
            case "reasoning" -> add(messages, Role.ASSISTANT, reasoning(item));
            default -> throw Fields.invalid("Items of the type \"" + type + "\" are not taken.");
        }
    }

    /** What one side says in several items is one message of it. */
    private static void add(List<Message> messages, Role role, List<Part> parts) {
        if (role != Role.SYSTEM && !messages.isEmpty() && messages.getLast().role() == role) {
            List<Part> both = new ArrayList<>(messages.removeLast().parts());
            both.addAll(parts);
            messages.add(new Message(role, both));
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

    private static List<Part> content(JsonNode content) {
        List<Part> parts = new ArrayList<>();
        if (content.isTextual()) {
            parts.add(new Part.Text(content.textValue()));
        }
        content.forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static Part part(JsonNode part) {
        String type = part.path("type").asText();
        if (part.hasNonNull("file_id")) {
            throw Fields.invalid("Files are not kept here: send what is in them instead of a file_id.");
        }
        return switch (type) {
            case "input_text", "output_text", "text" ->
                new Part.Text(part.path("text").asText());
            case "refusal" -> new Part.Text(part.path("refusal").asText());
            case "input_image" -> Fields.image(part.path("image_url").asText());
            case "input_file" -> Fields.file(part.path("file_data").asText(), Fields.text(part, "filename"));
            default -> throw Fields.invalid("Content of the type \"" + type + "\" is not taken.");
        };
    }

    private static List<Part> reasoning(JsonNode item) {
        List<Part> parts = new ArrayList<>();
        item.path("summary")
                .forEach(summary ->
                        parts.add(new Part.Reasoning(summary.path("text").asText())));
        OpaqueState.part(item.path("encrypted_content").asText()).ifPresent(parts::add);
        return parts;
    }

    private static ToolDefinition tool(JsonNode tool) {
        if (!tool.path("type").asText().equals("function")) {
            throw Fields.invalid("Tools of the type \"" + tool.path("type").asText() + "\" are not taken.");
        }
        return new ToolDefinition(
                tool.path("name").asText(),
                tool.path("description").asText(),
                Fields.object(tool, "parameters").orElse(null));
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        if (!choice.isObject()) {
            return OpenAiChatRequest.named(choice.asText());
        }
        return switch (choice.path("type").asText()) {
            case "function" -> new ToolChoice(ToolChoice.Mode.TOOL, Fields.text(choice, "name"));
            case OpenAiChatRequest.ALLOWED ->
                OpenAiChatRequest.named(choice.path("mode").asText());
            default -> throw OpenAiChatRequest.unknownChoice(choice.path("type").asText());
        };
    }

    private static ChatOptions options(JsonNode body) {
        JsonNode format = body.path("text").path("format");
        return new ChatOptions(
                Fields.integer(body, "max_output_tokens"),
                Fields.number(body, "temperature"),
                Fields.number(body, "top_p"),
                List.of(),
                OptionalLong.empty(),
                Fields.text(body.path("reasoning"), "effort"),
                OpenAiChatRequest.responseFormat(format, format),
                Fields.flag(body, "parallel_tool_calls"),
                Map.of());
    }
}
