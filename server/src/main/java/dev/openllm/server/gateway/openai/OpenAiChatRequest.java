package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.gateway.api.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Requests of OpenAI's Chat Completions. Source: https://platform.openai.com/docs/api-reference/chat/create */
final class OpenAiChatRequest {

    static final String ALLOWED = "allowed_tools";

    private OpenAiChatRequest() {}

    static ChatParams read(JsonNode body) {
        if (body.path("n").asInt(1) != 1) {
            throw Fields.invalid("n must be 1: one answer is given to a request.");
        }
        if (body.path("logprobs").asBoolean(false)) {
            throw Fields.invalid("logprobs must be false: there are none to pass on.");
        }
        if (body.hasNonNull("functions")) {
            throw Fields.invalid("functions are not taken any more: send them as tools.");
        }
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            throw Fields.invalid("messages must be a list with at least one message.");
        }
        List<Message> messages = new ArrayList<>();
        body.path("messages").forEach(message -> messages.add(message(message)));
        List<ToolDefinition> tools = new ArrayList<>();
        body.path("tools").forEach(tool -> tools.add(tool(tool)));
        return new ChatParams(
                Fields.text(body, "model").orElse(""),
                messages,
                allowed(
                        tools,
                        body.path("tool_choice").path(ALLOWED).path("tools").findValuesAsText("name")),
                toolChoice(body.path("tool_choice")),
                options(body),
                Optional.empty(),
                Optional.empty());
    }

    private static Message message(JsonNode message) {
        String role = message.path("role").asText();
        return switch (role) {
            case "system", "developer" -> new Message(Role.SYSTEM, content(message.path("content")));
            case "user" -> new Message(Role.USER, content(message.path("content")));
            case "assistant" -> new Message(Role.ASSISTANT, assistant(message));
            case "tool" ->
                new Message(
                        Role.USER,
                        List.of(new Part.ToolResult(
                                message.path("tool_call_id").asText(), content(message.path("content")), false)));
            default -> throw Fields.invalid("A message has the role \"" + role + "\", which does not exist.");
        };
    }

    private static List<Part> assistant(JsonNode message) {
        List<Part> parts = new ArrayList<>();
        Fields.text(message, "reasoning_content").ifPresent(text -> parts.add(new Part.Reasoning(text)));
        message.path("extra_content")
                .path("open_llm")
                .path("provider_state")
                .forEach(state -> parts.add(new Part.ProviderState(
                        state.path("provider").asText(), state.path("model").asText(), state.get("data"))));
        parts.addAll(content(message.path("content")));
        message.path("tool_calls").forEach(call -> {
            JsonNode function = call.path("function");
            parts.add(new Part.ToolCall(
                    call.path("id").asText(),
                    function.path("name").asText(),
                    Fields.arguments(function.path("arguments"))));
        });
        return parts;
    }

    private static List<Part> content(JsonNode content) {
        if (content.isTextual()) {
            return List.of(new Part.Text(content.textValue()));
        }
        List<Part> parts = new ArrayList<>();
        content.forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static Part part(JsonNode part) {
        String type = part.path("type").asText();
        return switch (type) {
            case "text" -> new Part.Text(part.path("text").asText());
            case "refusal" -> new Part.Text(part.path("refusal").asText());
            case "image_url" -> Fields.image(part.path("image_url").path("url").asText());
            case "file" ->
                Fields.file(part.path("file").path("file_data").asText(), Fields.text(part.path("file"), "filename"));
            default -> throw Fields.invalid("Content of the type \"" + type + "\" is not taken.");
        };
    }

    private static ToolDefinition tool(JsonNode tool) {
        if (!tool.path("type").asText("function").equals("function")) {
            throw Fields.invalid("Tools of the type \"" + tool.path("type").asText() + "\" are not taken.");
        }
        JsonNode function = tool.path("function");
        return new ToolDefinition(
                function.path("name").asText(),
                function.path("description").asText(),
                Fields.object(function, "parameters").orElse(null));
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        if (!choice.isObject()) {
            return named(choice.asText());
        }
        return switch (choice.path("type").asText()) {
            case "function" ->
                new ToolChoice(
                        ToolChoice.Mode.TOOL,
                        Optional.of(choice.path("function").path("name").asText()));
            case ALLOWED -> named(choice.path(ALLOWED).path("mode").asText());
            default -> throw unknownChoice(choice.path("type").asText());
        };
    }

    static OpenLlmException unknownChoice(String word) {
        return Fields.invalid("tool_choice \"" + word + "\" is not taken.");
    }

    /** Without the tools that a choice leaves out. @param allowed the names of those it allows; empty for all */
    static List<ToolDefinition> allowed(List<ToolDefinition> tools, List<String> allowed) {
        return allowed.isEmpty()
                ? tools
                : tools.stream().filter(tool -> allowed.contains(tool.name())).toList();
    }

    /** The choices that both of OpenAI's APIs write as one word. */
    static ToolChoice named(String word) {
        return switch (word) {
            case "none" -> ToolChoice.NONE;
            case "required" -> ToolChoice.REQUIRED;
            case "auto", "null", "" -> ToolChoice.AUTO;
            default -> throw unknownChoice(word);
        };
    }

    private static ChatOptions options(JsonNode body) {
        OptionalInt limit = Fields.integer(body, "max_completion_tokens");
        return new ChatOptions(
                limit.isPresent() ? limit : Fields.integer(body, "max_tokens"),
                Fields.number(body, "temperature"),
                Fields.number(body, "top_p"),
                Fields.texts(body.path("stop")),
                Fields.whole(body, "seed"),
                Fields.text(body, "reasoning_effort"),
                responseFormat(
                        body.path("response_format"),
                        body.path("response_format").path("json_schema")),
                Fields.flag(body, "parallel_tool_calls"),
                Map.of());
    }

    /** @param schema where the name and the schema stand; the two APIs differ in that alone */
    static Optional<ResponseFormat> responseFormat(JsonNode format, JsonNode schema) {
        return switch (format.path("type").asText()) {
            case "json_object" -> Optional.of(new ResponseFormat(null, Optional.empty()));
            case "json_schema" ->
                Optional.of(
                        new ResponseFormat(Fields.text(schema, "name").orElse(null), Fields.object(schema, "schema")));
            default -> Optional.empty();
        };
    }
}
