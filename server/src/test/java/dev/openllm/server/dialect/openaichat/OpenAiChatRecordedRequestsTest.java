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
                .filter(recorded -> request(recorded).isNeutral());
    }

    private static RecordedChatRequest request(WireCases.Case recorded) {
        return new RecordedChatRequest(
                recorded.meta().path("provider").asText(), recorded.meta().path("request"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void theRequestIsReproduced(WireCases.Case recorded) {
        JsonNode written = dialect.encode(
                        SanitizedCalls.of(dialect, request(recorded).call()))
                .body()
                .orElseThrow();

        assertEquals(
                comparable(recorded.meta().path("request")).toPrettyString(),
                comparable(written).toPrettyString());
    }

    /** Returns the request without fields that have no effect on any server, or the same effect as their absence. */
    private static JsonNode comparable(JsonNode request) {
        ObjectNode same = request.deepCopy();
        if (!same.path("stream").asBoolean()) {
            same.remove("stream");
        }
        if (same.path("tool_choice").asText().equals("auto")) {
            same.remove("tool_choice");
        }
        if (same.path("tools").isEmpty()) {
            same.remove("tools");
        }
        SameJson.drop(same.path("response_format").path("json_schema"), List.of("strict", "description"));
        for (JsonNode tool : same.path("tools")) {
            SameJson.drop(tool, List.of("cache_control"));
            boolean undescribed =
                    tool.path("function").path("description").asText("").isEmpty();
            SameJson.drop(tool.path("function"), undescribed ? List.of("strict", "description") : List.of("strict"));
        }
        JsonNode bound = same.path("response_format").path("json_schema");
        if (bound.isObject() && !bound.has("name")) {
            ((ObjectNode) bound).put("name", "answer"); // only Perplexity accepts a schema without a name
        }
        same.path("messages").forEach(message -> normalize((ObjectNode) message));
        ((ArrayNode) same.path("messages")).removeIf(message -> message.size() == 1); // only a role has no effect
        return SameJson.of(same);
    }

    private static void normalize(ObjectNode message) {
        message.remove(List.of("prefix", "name", "cache_control"));
        if (message.path("tool_calls").isEmpty()) {
            message.remove("tool_calls");
        }
        message.path("tool_calls").forEach(call -> SameJson.drop(call, List.of("index")));
        if (message.path("reasoning_content").asText("").isEmpty()) {
            message.remove("reasoning_content");
        } else {
            message.remove("reasoning"); // repeats the same text
        }
        JsonNode content = message.path("content");
        for (JsonNode part : content) {
            SameJson.drop(part.path("image_url"), List.of("detail"));
            SameJson.drop(part, List.of("cache_control"));
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
