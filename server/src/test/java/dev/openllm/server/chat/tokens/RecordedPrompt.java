package dev.openllm.server.chat.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.WireCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The messages and tools of a recorded request, together with the token count that the provider reported.
 *
 * @param model the requested model
 * @param reportedTokens the number of input tokens that the provider reported
 */
record RecordedPrompt(String model, List<Message> messages, List<ToolDefinition> tools, long reportedTokens) {

    /**
     * Tags of recordings whose token count includes content other than messages and tools: images, search results,
     * schemas, or earlier turns.
     */
    private static final Set<String> NON_TEXT_TAGS =
            Set.of("image", "file-input", "media-input", "server-tool", "structured", "usage-unsettled", "citations");

    private static final List<String> UNSUPPORTED_FIELDS = List.of(
            "previous_response_id",
            "response_format",
            "cachedContent",
            "format",
            "plugins",
            "web_search_options",
            "output_config",
            "functions",
            "models",
            "text");

    /** Venice adds its own system prompt to every conversation; the compound models of Groq search the web. */
    private static final String MODELS_WITH_ADDED_TEXT = "venice .*|groq compound.*";

    /**
     * Returns an empty value if the request was not recorded, or if the token count includes more than the messages and
     * tools.
     */
    static Optional<RecordedPrompt> of(WireCases.Case recorded) {
        JsonNode request = recorded.meta().path("request");
        long reportedTokens =
                recorded.expect().path("usage").path("input_tokens").asLong();
        boolean isTextOnly = request.isObject()
                && NON_TEXT_TAGS.stream().noneMatch(recorded::hasTag)
                && UNSUPPORTED_FIELDS.stream().noneMatch(request::has)
                && !request.toString().contains("\"responseSchema\"")
                && !request.toString().matches("(?s).*\"(?:image_url|inlineData|fileData|input_image|images)\".*");
        String endpoint = recorded.meta().path("endpoint").asText();
        String model = request.path("model").asText(endpoint.replaceAll(".*/models/|:.*", ""));
        String providerAndModel = recorded.meta().path("provider").asText() + " " + model;
        if (!isTextOnly || reportedTokens == 0 || providerAndModel.matches(MODELS_WITH_ADDED_TEXT)) {
            return Optional.empty();
        }
        Reader reader = new Reader();
        reader.read(request);
        return Optional.of(new RecordedPrompt(model, reader.messages, reader.tools, reportedTokens));
    }

    /** Reads requests of all dialects and ignores unknown content. */
    private static final class Reader {
        private final List<Message> messages = new ArrayList<>();
        private final List<ToolDefinition> tools = new ArrayList<>();

        void read(JsonNode request) {
            for (String system : List.of("system", "instructions", "systemInstruction", "system_instruction")) {
                addMessage(Role.SYSTEM, request.path(system));
            }
            for (String turns : List.of("messages", "input", "contents")) {
                JsonNode list = request.path(turns);
                if (list.isTextual()) {
                    addMessage(Role.USER, list);
                }
                list.forEach(turn -> addMessage(role(turn), turn));
            }
            request.path("tools").forEach(this::addTool);
        }

        private static Role role(JsonNode turn) {
            return switch (turn.path("role").asText()) {
                case "system", "developer" -> Role.SYSTEM;
                case "assistant", "model" -> Role.ASSISTANT;
                default -> turn.path("type").asText().equals("function_call") ? Role.ASSISTANT : Role.USER;
            };
        }

        private void addMessage(Role role, JsonNode turn) {
            List<Part> parts = new ArrayList<>();
            collectParts(turn, parts);
            if (!parts.isEmpty()) {
                messages.add(new Message(role, parts));
            }
        }

        private void collectParts(JsonNode node, List<Part> parts) {
            if (node.isTextual()) {
                parts.add(new Part.Text(node.asText()));
            } else if (node.isArray()) {
                node.forEach(element -> collectParts(element, parts));
            } else if (node.isObject()) {
                for (String field : List.of("content", "parts", "text", "thinking", "reasoning_content", "output")) {
                    collectParts(node.path(field), parts);
                }
                addCall(node, parts);
                node.path("tool_calls").forEach(call -> addCall(call.path("function"), parts));
                addCall(node.path("functionCall"), parts);
                JsonNode response = node.path("functionResponse").path("response");
                if (!response.isMissingNode()) {
                    parts.add(new Part.Text(response.toString()));
                }
            }
        }

        private static void addCall(JsonNode call, List<Part> parts) {
            for (String arguments : List.of("arguments", "input", "args")) {
                if (call.has("name") && call.has(arguments)) {
                    JsonNode value = call.path(arguments);
                    ObjectNode object = value instanceof ObjectNode objectValue
                            ? objectValue
                            : JsonNodeFactory.instance.objectNode().put("_", value.asText());
                    parts.add(new Part.ToolCall("", call.path("name").asText(), object));
                }
            }
        }

        private void addTool(JsonNode tool) {
            for (String list : List.of("functionDeclarations", "function_declarations")) {
                tool.path(list).forEach(this::addTool);
            }
            JsonNode function = tool.has("function") ? tool.path("function") : tool;
            for (String schema : List.of("parameters", "input_schema", "parametersJsonSchema")) {
                if (function.path(schema) instanceof ObjectNode object) {
                    tools.add(new ToolDefinition(
                            function.path("name").asText(),
                            function.path("description").asText(),
                            object));
                    return;
                }
            }
            if (function.has("name")) {
                tools.add(new ToolDefinition(
                        function.path("name").asText(),
                        function.path("description").asText(),
                        null));
            }
        }
    }
}
