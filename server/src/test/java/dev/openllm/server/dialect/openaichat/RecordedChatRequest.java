package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ToolArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A recorded Chat Completions request converted back to neutral form, with the quirks of its sender. */
record RecordedChatRequest(String provider, JsonNode request) {

    /**
     * Fields that the neutral form can represent. All other fields are passed on as the caller's {@code additionalFields}.
     */
    private static final Set<String> NEUTRAL_FIELDS = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "stop",
            "seed",
            "response_format",
            "reasoning_effort");

    private static final Set<String> PART_TYPES = Set.of("text", "image_url", "file", "thinking");

    /**
     * Whether the neutral form can represent the entire request. It cannot represent audio, video, documents referenced
     * by URL, or malformed tool calls.
     */
    boolean isNeutral() {
        for (JsonNode arguments : request.path("messages").findValues("arguments")) {
            if (ToolArguments.parse(arguments).isEmpty()) {
                return false; // a client error, which is repaired and therefore not reproduced
            }
        }
        for (JsonNode tool : request.path("tools")) {
            if (!tool.path("type").asText().equals("function")) {
                return false; // a built-in tool of the provider
            }
        }
        for (JsonNode message : request.path("messages")) {
            for (JsonNode part : message.path("content")) {
                boolean isFileById = part.path("type").asText().equals("file")
                        && !part.path("file").has("file_data");
                if (!PART_TYPES.contains(part.path("type").asText()) || isFileById) {
                    return false;
                }
            }
            if (message.has("function_call") || message.path("role").asText().equals("function")) {
                return false;
            }
        }
        return request.has("messages");
    }

    ChatCall toChatCall() {
        return new ChatCall(
                provider,
                request.path("model").asText(),
                messages(),
                tools(),
                toolChoice(),
                options(),
                request.path("stream").asBoolean(),
                new ModelInfo.Limits(1_000_000, 900_000, 100_000),
                new ModelInfo.Capabilities(true, true, true, true, List.of(), true, true),
                quirks());
    }

    private Quirks quirks() {
        Quirks quirks = Quirks.NONE
                .with("images-in-tool-results", "true")
                .with("reasoning-back", "always")
                .with(
                        "max-tokens-field",
                        request.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens");
        if (request.path("tool_choice").asText().equals("any")) {
            quirks = quirks.with("required-tool-choice", "any");
        }
        if (!request.has("stream_options")) {
            quirks = quirks.with("omit-stream_options", "true");
        }
        for (JsonNode message : request.path("messages")) {
            if (message.path("role").asText().equals("developer")) {
                quirks = quirks.with("system-role", "developer");
            }
            if (!message.path("reasoning_content").asText("").isEmpty()) {
                quirks = quirks.with("reasoning-field", "reasoning_content");
            } else if (message.path("reasoning").isTextual()) {
                quirks = quirks.with("reasoning-field", "reasoning");
            }
            for (JsonNode part : message.path("content")) {
                if (part.path("type").asText().equals("thinking")) {
                    quirks = quirks.with("reasoning-field", "thinking-chunks");
                }
            }
        }
        return quirks;
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            messages.add(
                    switch (message.path("role").asText()) {
                        case "system", "developer" -> new Message(Role.SYSTEM, content(message.path("content")));
                        case "assistant" -> assistantMessage(message);
                        case "tool" ->
                            new Message(
                                    Role.USER,
                                    List.of(new Part.ToolResult(
                                            message.path("tool_call_id").asText(),
                                            content(message.path("content")),
                                            false)));
                        default -> new Message(Role.USER, content(message.path("content")));
                    });
        }
        return messages;
    }

    private Message assistantMessage(JsonNode message) {
        List<Part> parts = new ArrayList<>();
        String reasoning = message.path("reasoning_content")
                .asText(message.path("reasoning").asText(""));
        if (!reasoning.isEmpty()) {
            parts.add(new Part.Reasoning(reasoning));
        }
        parts.addAll(content(message.path("content")));
        if (message.has("reasoning_details")) {
            ObjectNode data = Wire.JSON.createObjectNode();
            data.set("reasoning_details", message.path("reasoning_details"));
            parts.add(new Part.ProviderState(provider, request.path("model").asText(), data));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            parts.add(new Part.ToolCall(
                    call.path("id").asText(),
                    function.path("name").asText(),
                    ToolArguments.parse(function.path("arguments")).orElseThrow()));
        }
        return new Message(Role.ASSISTANT, parts);
    }

    private static List<Part> content(JsonNode content) {
        if (content.isTextual()) {
            return List.of(new Part.Text(content.asText()));
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : content) {
            switch (part.path("type").asText()) {
                case "text" -> parts.add(new Part.Text(part.path("text").asText()));
                case "image_url" ->
                    parts.add(image(part.path("image_url")
                            .path("url")
                            .asText(part.path("image_url").asText())));
                case "file" -> {
                    String[] data = part.path("file").path("file_data").asText().split("[:;,]");
                    parts.add(new Part.File(
                            data[1],
                            data[3],
                            Optional.ofNullable(
                                    part.path("file").path("filename").textValue())));
                }
                default ->
                    parts.add(new Part.Reasoning(
                            part.path("thinking").path(0).path("text").asText()));
            }
        }
        return parts;
    }

    private static Part image(String url) {
        if (!url.startsWith("data:")) {
            return new Part.Image("", "", Optional.of(url));
        }
        String[] data = url.split("[:;,]");
        return Part.Image.ofData(data[1], data[3]);
    }

    private List<ToolDefinition> tools() {
        List<ToolDefinition> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            tools.add(new ToolDefinition(
                    function.path("name").asText(),
                    function.path("description").asText(""),
                    function.path("parameters") instanceof ObjectNode schema ? schema : null));
        }
        return tools;
    }

    private ToolChoice toolChoice() {
        JsonNode choice = request.path("tool_choice");
        if (choice.isObject()) {
            return new ToolChoice(
                    ToolChoice.Mode.TOOL,
                    Optional.of(choice.path("function").path("name").asText()));
        }
        return switch (choice.asText("auto")) {
            case "none" -> ToolChoice.NONE;
            case "required", "any" -> ToolChoice.REQUIRED;
            default -> ToolChoice.AUTO;
        };
    }

    private ChatOptions options() {
        JsonNode maxTokens = request.has("max_completion_tokens")
                ? request.path("max_completion_tokens")
                : request.path("max_tokens");
        List<String> stopSequences = new ArrayList<>();
        request.path("stop").forEach(text -> stopSequences.add(text.asText()));
        Map<String, JsonNode> additionalFields = new HashMap<>();
        request.properties().stream()
                .filter(field -> !NEUTRAL_FIELDS.contains(field.getKey())
                        || field.getValue().asText().equals("default"))
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> additionalFields.put(field.getKey(), field.getValue()));
        return new ChatOptions(
                maxTokens.isInt() ? OptionalInt.of(maxTokens.asInt()) : OptionalInt.empty(),
                number(request.path("temperature")),
                number(request.path("top_p")),
                stopSequences,
                request.path("seed").isNumber()
                        ? OptionalLong.of(request.path("seed").asLong())
                        : OptionalLong.empty(),
                Optional.ofNullable(request.path("reasoning_effort").textValue()),
                responseFormat(request.path("response_format")),
                request.path("parallel_tool_calls").isBoolean()
                        ? Optional.of(request.path("parallel_tool_calls").asBoolean())
                        : Optional.empty(),
                additionalFields);
    }

    private static Optional<ResponseFormat> responseFormat(JsonNode format) {
        JsonNode jsonSchema = format.path("json_schema");
        return switch (format.path("type").asText()) {
            case "json_object" -> Optional.of(new ResponseFormat("answer", Optional.empty()));
            case "json_schema" ->
                Optional.of(new ResponseFormat(
                        jsonSchema.path("name").asText("answer"), Optional.of((ObjectNode) jsonSchema.path("schema"))));
            default -> Optional.empty();
        };
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }
}
