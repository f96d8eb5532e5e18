package dev.openllm.server.dialect.openairesponses;

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

/** A recorded Responses API request converted back to neutral form, with the quirks of its sender. */
record RecordedResponsesRequest(String provider, JsonNode request) {

    private static final Set<String> NEUTRAL_FIELDS = Set.of(
            "model",
            "input",
            "stream",
            "store",
            "include",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_output_tokens",
            "temperature",
            "top_p",
            "text",
            "reasoning");

    private static final Set<String> ITEM_TYPES =
            Set.of("message", "reasoning", "function_call", "function_call_output");

    /**
     * Whether the neutral form can represent the entire request. It cannot represent built-in tools of the provider or
     * files referenced by ID.
     */
    boolean isNeutral() {
        for (JsonNode tool : request.path("tools")) {
            if (!tool.path("type").asText().equals("function") || tool.has("defer_loading")) {
                return false;
            }
        }
        for (JsonNode item : request.path("input")) {
            if (!ITEM_TYPES.contains(type(item))) {
                return false;
            }
            for (String field : List.of("content", "output")) {
                for (JsonNode part : item.path(field)) {
                    if (part.has("file_id") || part.has("file_url")) {
                        return false;
                    }
                }
            }
        }
        // If a request continues a previous response, the provider has stored the earlier part of the conversation.
        return request.has("input") && !request.hasNonNull("previous_response_id");
    }

    private static String type(JsonNode item) {
        return item.path("type").asText("message");
    }

    ChatCall toChatCall() {
        return new ChatCall(
                provider,
                request.path("model").asText(),
                messages(),
                tools(),
                request.path("tool_choice").asText().equals("required") ? ToolChoice.REQUIRED : ToolChoice.AUTO,
                options(),
                request.path("stream").asBoolean(),
                new ModelInfo.Limits(1_000_000, 900_000, 100_000),
                new ModelInfo.Capabilities(true, true, true, true, List.of(), true, true),
                quirks());
    }

    private Quirks quirks() {
        Quirks quirks = Quirks.NONE.with(
                "reasoning-summary", request.path("reasoning").path("summary").asText("none"));
        for (JsonNode item : request.path("input")) {
            if (item.path("role").asText().equals("developer")) {
                return quirks.with("system-role", "developer");
            }
        }
        return quirks;
    }

    private List<Message> messages() {
        if (request.path("input").isTextual()) {
            return List.of(Message.user(request.path("input").asText()));
        }
        List<Message> messages = new ArrayList<>();
        List<JsonNode> assistantTurn = new ArrayList<>();
        for (JsonNode item : request.path("input")) {
            boolean isAssistant = Set.of("reasoning", "function_call").contains(type(item))
                    || item.path("role").asText().equals("assistant");
            if (isAssistant) {
                assistantTurn.add(item);
                continue;
            }
            addAssistantMessage(assistantTurn, messages);
            messages.add(
                    type(item).equals("function_call_output")
                            ? new Message(
                                    Role.USER,
                                    List.of(new Part.ToolResult(
                                            item.path("call_id").asText(), content(item.path("output")), false)))
                            : new Message(
                                    item.path("role").asText().equals("user") ? Role.USER : Role.SYSTEM,
                                    content(item.path("content"))));
        }
        addAssistantMessage(assistantTurn, messages);
        return messages;
    }

    private void addAssistantMessage(List<JsonNode> assistantTurn, List<Message> messages) {
        if (assistantTurn.isEmpty()) {
            return;
        }
        ResponseTrace trace = new ResponseTrace();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < assistantTurn.size(); i++) {
            JsonNode item = assistantTurn.get(i);
            switch (type(item)) {
                case "reasoning" -> trace.reasoning(i, item);
                case "function_call" -> {
                    trace.functionCall(i);
                    parts.add(new Part.ToolCall(
                            item.path("call_id").asText(),
                            item.path("name").asText(),
                            ToolArguments.parse(item.path("arguments")).orElseThrow()));
                }
                default -> {
                    List<Part> messageParts = content(item.path("content"));
                    int length = messageParts.stream()
                            .mapToInt(part -> ((Part.Text) part).text().length())
                            .sum();
                    trace.message(i, length, Wire.JSON.valueToTree("recorded"));
                    parts.addAll(messageParts);
                }
            }
        }
        trace.state()
                .ifPresent(data -> parts.add(
                        new Part.ProviderState(provider, request.path("model").asText(), data)));
        messages.add(new Message(Role.ASSISTANT, parts));
        assistantTurn.clear();
    }

    private static List<Part> content(JsonNode content) {
        if (content.isTextual()) {
            return List.of(new Part.Text(content.asText()));
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : content) {
            switch (part.path("type").asText()) {
                case "input_image" -> parts.add(image(part.path("image_url").asText()));
                case "input_file" -> {
                    String[] data = part.path("file_data").asText().split("[:;,]");
                    parts.add(new Part.File(
                            data[1], data[3], Optional.of(part.path("filename").asText())));
                }
                default -> parts.add(new Part.Text(part.path("text").asText()));
            }
        }
        return parts;
    }

    private static Part image(String url) {
        String[] data = url.split("[:;,]");
        return url.startsWith("data:") ? Part.Image.ofData(data[1], data[3]) : new Part.Image("", "", Optional.of(url));
    }

    private List<ToolDefinition> tools() {
        List<ToolDefinition> tools = new ArrayList<>();
        request.path("tools")
                .forEach(tool -> tools.add(new ToolDefinition(
                        tool.path("name").asText(),
                        tool.path("description").asText(""),
                        tool.path("parameters") instanceof ObjectNode schema ? schema : null)));
        return tools;
    }

    private ChatOptions options() {
        Map<String, JsonNode> additionalFields = new HashMap<>();
        request.properties().stream()
                .filter(field -> !NEUTRAL_FIELDS.contains(field.getKey())
                        && !field.getValue().isNull())
                .forEach(field -> additionalFields.put(field.getKey(), field.getValue()));
        if (request.path("tool_choice").isObject()) {
            additionalFields.put("tool_choice", request.path("tool_choice"));
        }
        if (request.path("reasoning").has("context")) {
            additionalFields.put("reasoning", request.path("reasoning"));
        }
        return new ChatOptions(
                request.path("max_output_tokens").isInt()
                        ? OptionalInt.of(request.path("max_output_tokens").asInt())
                        : OptionalInt.empty(),
                number(request.path("temperature")),
                number(request.path("top_p")),
                List.of(),
                OptionalLong.empty(),
                Optional.ofNullable(request.path("reasoning").path("effort").textValue()),
                responseFormat(request.path("text").path("format")),
                request.path("parallel_tool_calls").isBoolean()
                        ? Optional.of(request.path("parallel_tool_calls").asBoolean())
                        : Optional.empty(),
                additionalFields);
    }

    private static Optional<ResponseFormat> responseFormat(JsonNode format) {
        return switch (format.path("type").asText()) {
            case "json_object" -> Optional.of(new ResponseFormat("answer", Optional.empty()));
            case "json_schema" ->
                Optional.of(new ResponseFormat(
                        format.path("name").asText(), Optional.of((ObjectNode) format.path("schema"))));
            default -> Optional.empty();
        };
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }
}
