package dev.openllm.server.gateway.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.gateway.api.Base64Images;
import dev.openllm.server.gateway.api.CallPairs;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.RecentCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads a request to the Ollama API. Sources: https://docs.ollama.com/api/chat, https://docs.ollama.com/api/generate
 */
final class OllamaRequestReader {

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "model",
            "stream",
            "format",
            "options",
            "keep_alive",
            "think",
            "tools",
            "messages",
            "prompt",
            "system",
            "images",
            "suffix",
            "template",
            "raw",
            "context",
            "logprobs",
            "_debug_render_only");

    private static final Set<String> SUPPORTED_OPTIONS = Set.of(
            "num_predict", "temperature", "top_p", "top_k", "stop", "seed", "presence_penalty", "frequency_penalty");

    private static final Set<String> EFFORT_LEVELS = Set.of("low", "medium", "high", "max");

    private final JsonNode body;
    private final Intake intake;
    private final UnaryOperator<String> nameNormalizer;
    private final CallPairs calls;

    OllamaRequestReader(JsonNode body, Intake intake, UnaryOperator<String> nameNormalizer, RecentCalls recent) {
        this.body = body;
        this.intake = intake;
        this.nameNormalizer = nameNormalizer;
        this.calls = new CallPairs(recent, intake.consumer());
    }

    OllamaRequest chat() {
        JsonNode rawMessages = body.path("messages");
        if (!rawMessages.isArray() && !rawMessages.isMissingNode() && !rawMessages.isNull()) {
            throw Fields.invalid("messages must be a list.");
        }
        List<Message> messages = new ArrayList<>();
        rawMessages.forEach(message -> messages.add(message(message)));
        List<ToolDefinition> tools = new ArrayList<>();
        body.path("tools").forEach(tool -> addTool(tool, tools));
        return request(messages, tools, false);
    }

    OllamaRequest generate() {
        rejectUnsupportedPrompts();
        List<Message> messages = new ArrayList<>();
        List<Part> prompt = new ArrayList<>();
        Fields.text(body, "prompt").filter(text -> !text.isEmpty()).ifPresent(text -> prompt.add(new Part.Text(text)));
        body.path("images").forEach(image -> prompt.add(Base64Images.read(image.asText())));
        if (!prompt.isEmpty()) {
            Fields.text(body, "system")
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> messages.add(Message.system(text)));
            messages.add(new Message(Role.USER, prompt));
        }
        return request(messages, List.of(), true);
    }

    /** Rejects fields that cannot be omitted because they change the prompt. */
    private void rejectUnsupportedPrompts() {
        if (body.path("raw").asBoolean()) {
            throw Fields.invalid("raw must be false: prompts without a template are not supported.");
        }
        for (String field : List.of("suffix", "template")) {
            if (!body.path(field).asText().isEmpty()) {
                throw Fields.invalid("The model does not support " + (field.equals("suffix") ? "insert" : field) + ".");
            }
        }
        if (!body.path("context").isEmpty()) {
            throw Fields.invalid("context is not supported. Send the conversation to /api/chat.");
        }
    }

    private OllamaRequest request(List<Message> messages, List<ToolDefinition> tools, boolean generates) {
        if (body.path("logprobs").asBoolean()) {
            throw Fields.invalid("logprobs must be false: log probabilities are not supported.");
        }
        if (body.path("_debug_render_only").asBoolean()) {
            throw Fields.invalid("_debug_render_only must be false: the provider renders the prompt.");
        }
        String model = Fields.text(body, "model").orElse("");
        if (model.isEmpty()) {
            throw Fields.invalid("model is required.");
        }
        intake.omitFields(body, SUPPORTED_FIELDS);
        if (body.hasNonNull("keep_alive")) {
            intake.forward("keep_alive", body.get("keep_alive"));
        }
        ChatParams params = new ChatParams(
                nameNormalizer.apply(model),
                messages,
                tools,
                ToolChoice.AUTO,
                options(),
                Optional.empty(),
                Optional.empty());
        JsonNode think = body.path("think");
        boolean silent = think.isBoolean() && !think.booleanValue();
        return new OllamaRequest(
                params, model, intake.consumer(), generates, !silent, loading(messages), calls.count());
    }

    /**
     * Returns {@code load} or {@code unload} if the request contains no message. Such a request only loads or unloads
     * the model.
     */
    private Optional<String> loading(List<Message> messages) {
        if (!messages.isEmpty()) {
            return Optional.empty();
        }
        String keepAlive = body.path("keep_alive").asText("");
        return Optional.of(keepAlive.matches("0+[a-z]*") ? "unload" : "load");
    }

    private Message message(JsonNode message) {
        String role = message.path("role").asText().toLowerCase(Locale.ROOT);
        List<Part> content = new ArrayList<>();
        String text = Fields.joinedText(message.path("content"));
        if (!text.isEmpty()) {
            content.add(new Part.Text(text));
        }
        message.path("images").forEach(image -> content.add(Base64Images.read(image.asText())));
        return switch (role) {
            case "system", "developer" -> new Message(Role.SYSTEM, content);
            case "user" -> new Message(Role.USER, content);
            case "assistant" -> new Message(Role.ASSISTANT, assistant(message, content));
            case "tool" -> {
                String name = Fields.text(message, "tool_name")
                        .or(() -> Fields.text(message, "name"))
                        .orElse("");
                String id = calls.idOfResult(message.path("tool_call_id").asText(), name);
                yield new Message(Role.USER, List.of(new Part.ToolResult(id, content, false)));
            }
            default -> throw Fields.invalid("A message has the role \"" + role + "\", which does not exist.");
        };
    }

    private List<Part> assistant(JsonNode message, List<Part> content) {
        List<Part> parts = new ArrayList<>();
        Fields.text(message, "thinking")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> parts.add(new Part.Reasoning(text)));
        parts.addAll(content);
        message.path("tool_calls").forEach(call -> {
            JsonNode function = call.path("function");
            parts.add(calls.call(
                    call.path("id").asText(),
                    function.path("name").asText(),
                    Fields.arguments(function.path("arguments"))));
        });
        return parts;
    }

    private void addTool(JsonNode tool, List<ToolDefinition> tools) {
        String type = tool.path("type").asText("function");
        if (!type.equals("function")) {
            intake.omit("tool", type);
            return;
        }
        JsonNode function = tool.path("function");
        tools.add(new ToolDefinition(
                function.path("name").asText(),
                function.path("description").asText(),
                Fields.object(function, "parameters").orElse(null)));
    }

    private ChatOptions options() {
        JsonNode options = body.path("options");
        ObjectNode others = intake.omitOptions(options, SUPPORTED_OPTIONS);
        if (!others.isEmpty()) {
            intake.forward("options", others);
        }
        return new ChatOptions(
                positiveInteger(options, "num_predict"),
                Fields.number(options, "temperature"),
                Fields.number(options, "top_p"),
                Fields.texts(options.path("stop")),
                seed(options),
                effort(body.path("think")),
                format(body.path("format")),
                Optional.empty(),
                Map.of(),
                positiveInteger(options, "top_k"),
                Fields.number(options, "presence_penalty"),
                Fields.number(options, "frequency_penalty"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                intake.dialectFields());
    }

    /**
     * Returns the value of an option that specifies a limit. Returns an empty result if the value is zero or negative,
     * which indicates that there is no limit.
     */
    private static OptionalInt positiveInteger(JsonNode options, String name) {
        OptionalInt value = Fields.integer(options, name);
        return value.isPresent() && value.getAsInt() > 0 ? value : OptionalInt.empty();
    }

    /** Returns the seed, or an empty result if the seed is negative, which indicates that any seed can be used. */
    private static OptionalLong seed(JsonNode options) {
        OptionalLong seed = Fields.longInteger(options, "seed");
        return seed.isPresent() && seed.getAsLong() >= 0 ? seed : OptionalLong.empty();
    }

    private static Optional<String> effort(JsonNode think) {
        if (think.isMissingNode() || think.isNull()) {
            return Optional.empty();
        }
        if (think.isBoolean()) {
            return Optional.of(think.booleanValue() ? "auto" : "none");
        }
        if (!EFFORT_LEVELS.contains(think.asText())) {
            throw Fields.invalid("think must be true, false, \"low\", \"medium\", \"high\", or \"max\".");
        }
        return Optional.of(think.asText());
    }

    private static Optional<ResponseFormat> format(JsonNode format) {
        if (format instanceof ObjectNode schema) {
            return Optional.of(new ResponseFormat(null, schema.isEmpty() ? Optional.empty() : Optional.of(schema)));
        }
        if (format.asText("").isEmpty() || format.isNull()) {
            return Optional.empty();
        }
        if (!format.asText().equals("json")) {
            throw Fields.invalid("format must be \"json\" or a JSON Schema.");
        }
        return Optional.of(new ResponseFormat(null, Optional.empty()));
    }
}
