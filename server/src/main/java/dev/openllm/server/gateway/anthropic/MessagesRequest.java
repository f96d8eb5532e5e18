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
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A request to the Anthropic Messages API.
 *
 * @param thinking whether the client enabled thinking and therefore expects thinking blocks
 * @see <a href="https://docs.anthropic.com/en/api/messages">API reference</a>
 */
record MessagesRequest(ChatParams params, boolean thinking) {

    /**
     * The error code that causes the Anthropic SDKs to send the complete conversation instead of a reference to a
     * thread.
     */
    static final String THREAD_UNSUPPORTED = "thread_unsupported_request";

    /** The maximum thinking budget, in tokens, that is mapped to low reasoning effort. */
    private static final int MAX_LOW_BUDGET = 4096;

    private static final int MAX_MEDIUM_BUDGET = 16384;

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "model",
            "messages",
            "system",
            "tools",
            "tool_choice",
            "max_tokens",
            "temperature",
            "top_p",
            "stop_sequences",
            "stream",
            "thinking",
            "output_config",
            "output_format",
            "top_k",
            "service_tier",
            "context_management",
            "metadata");

    private static final Set<String> SUPPORTED_TOOL_FIELDS =
            Set.of("type", "name", "description", "input_schema", "strict", "cache_control");

    /** The values of {@code thinking.type} with which the model decides how much to reason. */
    private static final Set<String> ADAPTIVE_TYPES = Set.of("adaptive", "between_tools");

    static MessagesRequest read(JsonNode body, Intake intake) {
        if (body.hasNonNull("thread")) {
            throw new OpenLlmException(ErrorInfo.of(
                            ErrorKind.INVALID_REQUEST,
                            "thread is not supported: no conversation is stored between requests.")
                    .withHint("Send the complete conversation as messages.")
                    .withCode(THREAD_UNSUPPORTED));
        }
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            throw Fields.invalid("messages must be a list with at least one message.");
        }
        intake.omitFields(body, SUPPORTED_FIELDS);
        // Reasoning of earlier turns is always omitted, so an edit that clears reasoning requires no notice. Other
        // edits, such as those that clear tool results, change what the model receives.
        if (body.path("context_management")
                .path("edits")
                .valueStream()
                .anyMatch(edit -> !edit.path("type").asText().startsWith("clear_thinking"))) {
            intake.omit("field", "context_management");
        }
        MessagesContent content = new MessagesContent(intake);
        List<Message> messages = new ArrayList<>();
        List<Part> system = content.parts(body.path("system"));
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system));
        }
        body.path("messages").forEach(message -> messages.add(message(message, content)));
        List<ToolDefinition> tools = new ArrayList<>();
        Set<String> omittedTools = new HashSet<>();
        body.path("tools").forEach(tool -> addTool(tool, tools, omittedTools, intake));
        ChatParams params = new ChatParams(
                Fields.text(body, "model").orElse(""),
                messages,
                tools,
                toolChoice(body.path("tool_choice"), omittedTools),
                options(body, intake),
                Optional.empty(),
                Optional.empty());
        String thinking = body.path("thinking").path("type").asText();
        return new MessagesRequest(params, thinking.equals("enabled") || ADAPTIVE_TYPES.contains(thinking));
    }

    private static Message message(JsonNode message, MessagesContent content) {
        String role = message.path("role").asText();
        List<Part> parts = content.parts(message.path("content"));
        return switch (role) {
            case "user" -> new Message(Role.USER, parts);
            case "assistant" -> new Message(Role.ASSISTANT, parts);
            case "system" -> new Message(Role.SYSTEM, parts);
            default -> throw Fields.invalid("A message has the role \"" + role + "\", which does not exist.");
        };
    }

    private static void addTool(JsonNode tool, List<ToolDefinition> tools, Set<String> omittedTools, Intake intake) {
        String name = tool.path("name").asText();
        if (tool.has("input_schema")) {
            tools.add(new ToolDefinition(
                    name,
                    tool.path("description").asText(),
                    Fields.object(tool, "input_schema").orElse(null),
                    Fields.flag(tool, "strict"),
                    MessagesContent.cacheTtl(tool),
                    intake.forwardToolFields(tool, SUPPORTED_TOOL_FIELDS)));
        } else if (tool.path("type").asText("custom").equals("custom")) {
            throw Fields.invalid("The tool \"" + name + "\" has no input_schema.");
        } else {
            omittedTools.add(name);
            intake.omit("tool", tool.path("type").asText());
        }
    }

    private static ToolChoice toolChoice(JsonNode choice, Set<String> omittedTools) {
        String name = choice.path("name").asText();
        return switch (choice.path("type").asText(choice.asText())) {
            case "any", "required" -> ToolChoice.REQUIRED;
            case "none" -> ToolChoice.NONE;
            case "tool" -> {
                if (omittedTools.contains(name)) {
                    throw Fields.invalid("tool_choice requires the tool \"" + name
                            + "\", which only Anthropic supports. Offer a tool with an input_schema instead.");
                }
                yield new ToolChoice(ToolChoice.Mode.TOOL, Optional.of(name));
            }
            default -> ToolChoice.AUTO;
        };
    }

    private static ChatOptions options(JsonNode body, Intake intake) {
        intake.omitFieldsOf("thinking", body.path("thinking"), Set.of("type", "budget_tokens"));
        JsonNode config = body.path("output_config").path("format");
        JsonNode format = config.isObject() ? config : body.path("output_format"); // the field's name in the beta API
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
                Map.of(),
                Fields.integer(body, "top_k"),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Fields.text(body, "service_tier"),
                Optional.empty(),
                Fields.text(body.path("metadata"), "user_id"),
                intake.dialectFields());
    }

    private static Optional<String> effort(JsonNode body) {
        Optional<String> explicitEffort = Fields.text(body.path("output_config"), "effort");
        JsonNode thinking = body.path("thinking");
        int budget = thinking.path("budget_tokens").asInt();
        return switch (thinking.path("type").asText()) {
            case "enabled" ->
                explicitEffort.or(() -> Optional.of(
                        budget <= MAX_LOW_BUDGET ? "low" : budget <= MAX_MEDIUM_BUDGET ? "medium" : "high"));
            case "adaptive", "between_tools" -> explicitEffort.or(() -> Optional.of("auto"));
            case "disabled" -> Optional.of("none");
            default -> explicitEffort;
        };
    }
}
