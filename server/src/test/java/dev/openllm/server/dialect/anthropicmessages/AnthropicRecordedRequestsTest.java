package dev.openllm.server.dialect.anthropicmessages;

import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.Calls.toolCall;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.SameJson;
import dev.openllm.server.dialect.WireCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that recorded requests can be reproduced from their neutral form. */
class AnthropicRecordedRequestsTest {

    static Stream<WireCases.Case> requests() {
        return WireCases.of("anthropic-messages").stream()
                .filter(recorded -> recorded.meta().path("request").isObject() && recorded.status() == 200)
                .filter(recorded -> !recorded.hasTag("server-tool") && !recorded.hasTag("citations"))
                .filter(recorded -> recorded.meta().path("request").findValues("source").stream()
                        .allMatch(AnthropicRecordedRequestsTest::isRepresentable))
                .filter(recorded -> recorded.meta()
                        .at("/request/tools")
                        .valueStream()
                        .noneMatch(tool -> tool.has("type"))); // tools that the provider runs are never requested
    }

    /**
     * Whether the source can be represented in neutral form. Files referenced by a provider ID, plain-text documents,
     * and documents referenced by URL cannot.
     */
    private static boolean isRepresentable(JsonNode source) {
        return source.path("type").asText().equals("base64")
                || source.path("type").asText().equals("url")
                        && !source.path("url").asText().endsWith(".pdf");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsAreReproducedExceptForClientChoices(WireCases.Case recorded) {
        JsonNode request = recorded.meta().path("request");

        assertEquals(normalize(request), normalize(toNeutralCall(request).encodeWith(new AnthropicDialect())));
    }

    /** Expands short forms, and removes cache breakpoints and the default values that some clients write explicitly. */
    private static JsonNode normalize(JsonNode request) {
        ObjectNode normalized = request.deepCopy();
        normalized.findParents("cache_control").forEach(block -> ((ObjectNode) block).remove("cache_control"));
        normalized.findParents("strict").forEach(tool -> ((ObjectNode) tool).remove("strict"));
        normalized.remove(List.of("stream", "thinking", "output_format", "output_config"));
        for (String field : List.of("tools", "system")) {
            if (normalized.path(field).isEmpty() && !normalized.path(field).isTextual()) {
                normalized.remove(field);
            }
        }
        if (normalized.path("system").isTextual()) {
            String system = normalized.path("system").asText();
            normalized.putArray("system").addObject().put("type", "text").put("text", system);
        }
        if (normalized.at("/tool_choice/type").asText().equals("auto")) {
            normalized.remove("tool_choice");
        }
        normalized.path("messages").forEach(message -> expandContent((ObjectNode) message));
        normalized.path("tools").forEach(tool -> {
            if (tool.path("description").asText().isEmpty()) {
                ((ObjectNode) tool).remove("description");
            }
        });
        return SameJson.of(json(normalized.toString()));
    }

    private static void expandContent(ObjectNode container) {
        if (container.path("content").isTextual()) {
            String text = container.path("content").asText();
            container.putArray("content").addObject().put("type", "text").put("text", text);
        }
        if (container.path("is_error").isBoolean()
                && !container.path("is_error").asBoolean()) {
            container.remove("is_error");
        }
        container.path("content").forEach(block -> expandContent((ObjectNode) block));
    }

    private static Calls toNeutralCall(JsonNode request) {
        List<Message> messages = new ArrayList<>();
        if (request.path("system").isTextual()) {
            messages.add(Message.system(request.path("system").asText()));
        }
        request.path("system")
                .forEach(block -> messages.add(Message.system(block.path("text").asText())));
        for (JsonNode message : request.path("messages")) {
            Role role = message.path("role").asText().equals("user") ? Role.USER : Role.ASSISTANT;
            messages.add(new Message(role, parts(request, message.path("content"))));
        }
        ObjectNode options = Wire.JSON.createObjectNode();
        options.set("maxOutputTokens", request.path("max_tokens"));
        if (request.has("temperature")) {
            options.set("temperature", request.path("temperature"));
        }
        if (request.has("top_p")) {
            options.set("topP", request.path("top_p"));
        }
        request.path("stop_sequences").forEach(text -> options.withArray("stop").add(text));
        return Calls.of(request.path("model").asText(), messages.toArray(Message[]::new))
                .options(options.toString())
                .quirk("sampling", "both")
                .toolChoice(toolChoice(request.path("tool_choice")))
                .tools(request.path("tools")
                        .valueStream()
                        .map(tool -> new ToolDefinition(
                                tool.path("name").asText(),
                                tool.path("description").asText(),
                                (ObjectNode) tool.path("input_schema")))
                        .toArray(ToolDefinition[]::new));
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        return switch (choice.path("type").asText()) {
            case "any" -> ToolChoice.REQUIRED;
            case "tool" ->
                new ToolChoice(
                        ToolChoice.Mode.TOOL, Optional.of(choice.path("name").asText()));
            default -> ToolChoice.AUTO;
        };
    }

    private static List<Part> parts(JsonNode request, JsonNode content) {
        if (content.isTextual()) {
            return List.of(new Part.Text(content.asText()));
        }
        return content.valueStream().map(block -> part(request, block)).toList();
    }

    private static Part part(JsonNode request, JsonNode block) {
        JsonNode source = block.path("source");
        return switch (block.path("type").asText()) {
            case "text" -> new Part.Text(block.path("text").asText());
            case "thinking", "redacted_thinking" ->
                new Part.ProviderState(Calls.PROVIDER, request.path("model").asText(), block);
            case "image" ->
                source.has("url")
                        ? new Part.Image("", "", Optional.of(source.path("url").asText()))
                        : Part.Image.ofData(
                                source.path("media_type").asText(),
                                source.path("data").asText());
            case "document" ->
                new Part.File(
                        source.path("media_type").asText(), source.path("data").asText(), Optional.empty());
            case "tool_use" ->
                toolCall(
                        block.path("id").asText(),
                        block.path("name").asText(),
                        block.path("input").toString());
            case "tool_result" ->
                new Part.ToolResult(
                        block.path("tool_use_id").asText(),
                        parts(request, block.path("content")),
                        block.path("is_error").asBoolean());
            default -> throw new IllegalArgumentException(block.toString());
        };
    }
}
