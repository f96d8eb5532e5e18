package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request to the OpenAI Chat Completions API.
 *
 * @param legacy whether the request contains {@code functions}, in which case the response must contain a {@code
 *     function_call}
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">API reference</a>
 */
record OpenAiChatRequest(ChatParams params, OpenAiTools tools, boolean legacy) {

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "model",
            "messages",
            "tools",
            "tool_choice",
            "functions",
            "function_call",
            "parallel_tool_calls",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "n",
            "stop",
            "seed",
            "stream",
            "stream_options",
            "logprobs",
            "modalities",
            "reasoning_effort",
            "reasoning",
            "response_format",
            "top_k",
            "presence_penalty",
            "frequency_penalty",
            "verbosity",
            "service_tier",
            "prompt_cache_key",
            "safety_identifier",
            "user");

    private static final Set<String> SUPPORTED_MESSAGE_FIELDS = Set.of(
            "role",
            "content",
            "tool_calls",
            "tool_call_id",
            "function_call",
            "refusal",
            "reasoning",
            "reasoning_content",
            "extra_content");

    private static final Set<String> SUPPORTED_FUNCTION_FIELDS = Set.of("role", "content", "name");

    static OpenAiChatRequest read(JsonNode body, Intake intake) {
        rejectUnsupportedResponses(body);
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            throw Fields.invalid("messages must be a list with at least one message.");
        }
        intake.omitFields(body, SUPPORTED_FIELDS);
        boolean legacy = body.hasNonNull("functions");
        OpenAiTools tools = OpenAiTools.read(legacy ? tools(body.path("functions")) : body.path("tools"), intake);
        JsonNode choice = legacy ? choice(body.path("function_call")) : body.path("tool_choice");
        List<Message> messages = new ArrayList<>();
        body.path("messages").forEach(message -> messages.add(message(message, intake)));
        ChatParams params = new ChatParams(
                Fields.text(body, "model").orElse(""),
                messages,
                tools.offered(choice),
                tools.choice(choice),
                options(body, intake),
                Optional.empty(),
                Optional.empty());
        return new OpenAiChatRequest(params, tools, legacy);
    }

    /** Rejects fields that cannot be omitted because they request a different kind of response. */
    private static void rejectUnsupportedResponses(JsonNode body) {
        if (body.path("n").asInt(1) != 1) {
            throw Fields.invalid("n must be 1: each request returns one response.");
        }
        if (body.path("logprobs").asBoolean(false)) {
            throw Fields.invalid("logprobs must be false: log probabilities are not supported.");
        }
        if (body.path("modalities")
                .valueStream()
                .anyMatch(kind -> !kind.asText().equals("text"))) {
            throw Fields.invalid("modalities must be [\"text\"]: only text responses are supported.");
        }
    }

    /** Converts {@code functions}, the predecessor of tools in this API, to tools. */
    private static ArrayNode tools(JsonNode functions) {
        ArrayNode tools = Wire.JSON.createArrayNode();
        functions.forEach(function -> tools.addObject().put("type", "function").set("function", function));
        return tools;
    }

    private static JsonNode choice(JsonNode functionCall) {
        return functionCall.isObject()
                ? Wire.JSON.createObjectNode().put("type", "function").set("function", functionCall)
                : functionCall;
    }

    private static Message message(JsonNode message, Intake intake) {
        String role = message.path("role").asText();
        JsonNode content = message.path("content");
        intake.omitFieldsOf(
                "messages", message, role.equals("function") ? SUPPORTED_FUNCTION_FIELDS : SUPPORTED_MESSAGE_FIELDS);
        return switch (role) {
            case "system", "developer" -> new Message(Role.SYSTEM, OpenAiContent.parts(content, intake));
            case "user" -> new Message(Role.USER, OpenAiContent.parts(content, intake));
            case "assistant" -> new Message(Role.ASSISTANT, assistant(message, intake));
            case "tool" -> result(message.path("tool_call_id").asText(), content, intake);
            case "function" -> result(legacyId(message.path("name").asText()), content, intake);
            default -> throw Fields.invalid("A message has the role \"" + role + "\", which does not exist.");
        };
    }

    private static Message result(String callId, JsonNode content, Intake intake) {
        return new Message(
                Role.USER, List.of(new Part.ToolResult(callId, OpenAiContent.parts(content, intake), false)));
    }

    /**
     * Returns the ID for a {@code function_call}, which has no ID in the API. A call and its result are matched by the
     * function name.
     */
    private static String legacyId(String name) {
        return "call_" + name;
    }

    private static List<Part> assistant(JsonNode message, Intake intake) {
        List<Part> parts = new ArrayList<>();
        Fields.text(message, "reasoning_content")
                .or(() -> Fields.text(message, "reasoning"))
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> parts.add(new Part.Reasoning(text)));
        message.path("extra_content")
                .path("open_llm")
                .path("provider_state")
                .forEach(state -> parts.add(new Part.ProviderState(
                        state.path("provider").asText(), state.path("model").asText(), state.get("data"))));
        if (!parts.isEmpty() && parts.stream().noneMatch(Part.ProviderState.class::isInstance)) {
            intake.addUnsignedReasoningNotice();
        }
        parts.addAll(OpenAiContent.parts(message.path("content"), intake));
        Fields.text(message, "refusal").ifPresent(text -> parts.add(new Part.Text(text)));
        message.path("tool_calls").forEach(call -> parts.add(call(call)));
        if (message.path("function_call") instanceof ObjectNode function) {
            parts.add(functionCall(legacyId(function.path("name").asText()), function));
        }
        return parts;
    }

    private static Part call(JsonNode call) {
        JsonNode custom = call.path("custom");
        return custom.isObject()
                ? OpenAiTools.customCall(
                        call.path("id").asText(),
                        custom.path("name").asText(),
                        custom.path("input").asText())
                : functionCall(call.path("id").asText(), call.path("function"));
    }

    private static Part functionCall(String id, JsonNode function) {
        return new Part.ToolCall(id, function.path("name").asText(), Fields.arguments(function.path("arguments")));
    }

    private static ChatOptions options(JsonNode body, Intake intake) {
        OptionalInt limit = Fields.integer(body, "max_completion_tokens");
        JsonNode format = body.path("response_format");
        return new ChatOptions(
                limit.isPresent() ? limit : Fields.integer(body, "max_tokens"),
                Fields.number(body, "temperature"),
                Fields.number(body, "top_p"),
                Fields.texts(body.path("stop")),
                Fields.longInteger(body, "seed"),
                Fields.text(body, "reasoning_effort")
                        .or(() -> Fields.text(body.path("reasoning"), "effort")), // the field that OpenRouter uses
                OpenAiContent.responseFormat(format, format.path("json_schema")),
                Fields.flag(body, "parallel_tool_calls"),
                Map.of(),
                Fields.integer(body, "top_k"),
                Fields.number(body, "presence_penalty"),
                Fields.number(body, "frequency_penalty"),
                Fields.text(body, "verbosity"),
                Fields.text(body.path("reasoning"), "summary"),
                Fields.text(body, "service_tier"),
                Fields.text(body, "prompt_cache_key"),
                Fields.text(body, "safety_identifier").or(() -> Fields.text(body, "user")),
                intake.dialectFields());
    }
}
