package dev.openllm.server.dialect.openaichat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.server.dialect.SameJson;
import dev.openllm.server.dialect.SanitizedCalls;
import dev.openllm.server.dialect.WireCases;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that recorded requests can be reproduced from their neutral form. As in the product, the history is sanitized.
 */
class OpenAiChatRecordedRequestsTest {

    private final OpenAiChatDialect dialect = new OpenAiChatDialect();

    static Stream<WireCases.Case> recorded() {
        return WireCases.of("openai-chat").stream()
                .filter(recorded -> recordedRequest(recorded).isNeutral());
    }

    private static RecordedChatRequest recordedRequest(WireCases.Case recorded) {
        return new RecordedChatRequest(
                recorded.meta().path("provider").asText(), recorded.meta().path("request"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void theRequestIsReproduced(WireCases.Case recorded) {
        JsonNode encoded = dialect.encode(
                        SanitizedCalls.of(dialect, recordedRequest(recorded).toChatCall()))
                .body()
                .orElseThrow();

        assertEquals(
                normalizeRequest(recorded.meta().path("request")).toPrettyString(),
                normalizeRequest(encoded).toPrettyString());
    }

    /** Returns the request without fields that have no effect on any server, or the same effect as their absence. */
    private static JsonNode normalizeRequest(JsonNode request) {
        ObjectNode normalized = request.deepCopy();
        if (!normalized.path("stream").asBoolean()) {
            normalized.remove("stream");
        }
        if (normalized.path("tool_choice").asText().equals("auto")) {
            normalized.remove("tool_choice");
        }
        if (normalized.path("tools").isEmpty()) {
            normalized.remove("tools");
        }
        SameJson.removeFields(normalized.path("response_format").path("json_schema"), List.of("strict", "description"));
        for (JsonNode tool : normalized.path("tools")) {
            SameJson.removeFields(tool, List.of("cache_control"));
            boolean hasNoDescription =
                    tool.path("function").path("description").asText("").isEmpty();
            SameJson.removeFields(
                    tool.path("function"), hasNoDescription ? List.of("strict", "description") : List.of("strict"));
        }
        JsonNode jsonSchema = normalized.path("response_format").path("json_schema");
        if (jsonSchema.isObject() && !jsonSchema.has("name")) {
            ((ObjectNode) jsonSchema).put("name", "answer"); // only Perplexity accepts a schema without a name
        }
        normalized.path("messages").forEach(message -> normalizeMessage((ObjectNode) message));
        ((ArrayNode) normalized.path("messages")).removeIf(message -> message.size() == 1); // only a role has no effect
        return SameJson.of(normalized);
    }

    private static void normalizeMessage(ObjectNode message) {
        message.remove(List.of("prefix", "name", "cache_control"));
        if (message.path("tool_calls").isEmpty()) {
            message.remove("tool_calls");
        }
        message.path("tool_calls").forEach(call -> SameJson.removeFields(call, List.of("index")));
        if (message.path("reasoning_content").asText("").isEmpty()) {
            message.remove("reasoning_content");
        } else {
            message.remove("reasoning"); // repeats the same text
        }
        JsonNode content = message.path("content");
        for (JsonNode part : content) {
            SameJson.removeFields(part.path("image_url"), List.of("detail"));
            SameJson.removeFields(part, List.of("cache_control"));
            if (part.path("image_url").isTextual()) {
                String url = part.path("image_url").asText();
                ((ObjectNode) part).putObject("image_url").put("url", url);
            }
        }
        boolean onlyText = StreamSupport.stream(content.spliterator(), false)
                .allMatch(part -> part.path("type").asText().equals("text"));
        if (content.isArray() && onlyText) {
            message.set("content", TextNode.valueOf(String.join("\n", content.findValuesAsText("text"))));
        }
        if (message.path("content").asText("").isBlank()
                && !message.path("content").isArray()) {
            message.remove("content");
        }
    }
}
