package dev.openllm.server.dialect.gemini;

import static dev.openllm.server.dialect.Calls.toolCall;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.WireCases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that recorded conversations with tools can be reproduced from their neutral form. */
class GeminiRecordedRequestsTest {

    static Stream<WireCases.Case> conversations() {
        return WireCases.of("gemini").stream()
                .filter(recorded -> recorded.hasTag("multi-turn")
                        && recorded.meta().path("request").isObject());
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void turnsSignaturesAndResultsKeepTheirPositions(WireCases.Case recorded) {
        JsonNode contents = recorded.meta().path("request").path("contents");
        String model = recorded.meta().path("endpoint").asText().replaceAll(".*/models/|:.*", "");

        JsonNode encoded =
                toNeutralCall(model, contents).encodeWith(new GeminiDialect()).path("contents");

        assertEquals(outline(contents), outline(encoded));
    }

    /**
     * Returns the parts of the contents that must be equal for any client. IDs and the wrapping of tool results depend
     * on the client, so they are omitted.
     */
    private static List<String> outline(JsonNode contents) {
        List<String> turns = new ArrayList<>();
        for (JsonNode content : contents) {
            StringBuilder turn = new StringBuilder(content.path("role").asText());
            boolean afterText = false;
            for (JsonNode part : content.path("parts")) {
                if (part.path("thought").asBoolean()) {
                    continue; // thoughts without a signature have no effect on the model
                }
                JsonNode call = either(part, "functionCall", "function_call");
                JsonNode response = either(part, "functionResponse", "function_response");
                String text = part.path("text").asText();
                boolean continuesText =
                        afterText && part.has("text") && !part.has("thoughtSignature"); // streamed chunks are merged
                turn.append(continuesText ? "" : " | ");
                afterText = part.has("text") && !part.has("thoughtSignature");
                if (call.isObject()) {
                    turn.append("call ")
                            .append(call.path("name"))
                            .append(call.path("args").isEmpty() ? "{}" : call.path("args"));
                } else if (response.isObject()) {
                    turn.append("response ").append(response.path("name"));
                    turn.append(" with media: ").append(response.path("parts").size());
                } else {
                    turn.append(text);
                }
                turn.append(
                        either(part, "thoughtSignature", "thought_signature").asText());
            }
            turns.add(turn.toString());
        }
        return turns;
    }

    private static Calls toNeutralCall(String model, JsonNode contents) {
        Calls call = Calls.of(model);
        List<Message> messages = new ArrayList<>();
        Map<String, String> idsByName = new HashMap<>();
        for (JsonNode content : contents) {
            List<Part> parts = new ArrayList<>();
            int textLength = 0;
            for (JsonNode part : content.path("parts")) {
                JsonNode function = either(part, "functionCall", "function_call");
                JsonNode response = either(part, "functionResponse", "function_response");
                if (function.isObject()) {
                    String name = function.path("name").asText();
                    String id = "call" + messages.size() + "-" + parts.size();
                    idsByName.put(name, id);
                    parts.add(toolCall(
                            id,
                            name,
                            function.path("args").isObject()
                                    ? function.path("args").toString()
                                    : "{}"));
                    signature(part)
                            .ifPresent(signature -> parts.add(call.state(new GeminiSignature.OnCall(id, signature)
                                    .data()
                                    .toString())));
                } else if (response.isObject()) {
                    parts.add(toolResult(idsByName.get(response.path("name").asText()), response));
                } else if (!part.path("thought").asBoolean()) {
                    String text = part.path("text").asText();
                    parts.add(mediaPart(part).orElseGet(() -> new Part.Text(text)));
                    int start = textLength;
                    signature(part)
                            .ifPresent(
                                    signature -> parts.add(call.state(GeminiSignature.OnText.of(start, text, signature)
                                            .data()
                                            .toString())));
                    textLength += text.length();
                }
            }
            messages.add(
                    new Message(content.path("role").asText().equals("model") ? Role.ASSISTANT : Role.USER, parts));
        }
        return Calls.of(model, messages.toArray(Message[]::new));
    }

    private static Optional<Part> mediaPart(JsonNode part) {
        JsonNode data = either(part, "inlineData", "inline_data");
        String type = either(data, "mimeType", "mime_type").asText();
        return !data.isObject()
                ? Optional.empty()
                : Optional.of(
                        type.startsWith("image/")
                                ? Part.Image.ofData(type, data.path("data").asText())
                                : new Part.File(type, data.path("data").asText(), Optional.empty()));
    }

    private static Part toolResult(String callId, JsonNode response) {
        List<Part> content = new ArrayList<>();
        content.add(new Part.Text(response.path("response").toString()));
        for (JsonNode media : response.path("parts")) {
            content.add(
                    media.has("inlineData")
                            ? Part.Image.ofData(
                                    media.at("/inlineData/mimeType").asText(),
                                    media.at("/inlineData/data").asText())
                            : new Part.File("application/pdf", "", Optional.empty()));
        }
        return new Part.ToolResult(callId, content, false);
    }

    private static Optional<String> signature(JsonNode part) {
        return Optional.of(either(part, "thoughtSignature", "thought_signature").asText())
                .filter(text -> !text.isEmpty());
    }

    /** Reads a field by either of its names. The API accepts both notations, and clients use both. */
    private static JsonNode either(JsonNode node, String camel, String snake) {
        return node.has(camel) ? node.path(camel) : node.path(snake);
    }
}
