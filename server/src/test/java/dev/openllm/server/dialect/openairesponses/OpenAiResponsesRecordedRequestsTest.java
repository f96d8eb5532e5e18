package dev.openllm.server.dialect.openairesponses;

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
class OpenAiResponsesRecordedRequestsTest {

    private final OpenAiResponsesDialect dialect = new OpenAiResponsesDialect();

    static Stream<WireCases.Case> recorded() {
        return WireCases.of("openai-responses").stream()
                .filter(recorded -> recordedRequest(recorded).isNeutral());
    }

    private static RecordedResponsesRequest recordedRequest(WireCases.Case recorded) {
        return new RecordedResponsesRequest(
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
                normalize(recorded.meta().path("request")).toPrettyString(),
                normalize(encoded).toPrettyString());
    }

    /**
     * Returns the request without fields that have no effect on the server, and without fields that this project always
     * requests and other clients only sometimes request.
     */
    private static JsonNode normalize(JsonNode request) {
        ObjectNode normalized = request.deepCopy();
        normalized.remove(List.of("store", "include"));
        if (!normalized.path("stream").asBoolean()) {
            normalized.remove("stream");
        }
        if (normalized.path("tool_choice").asText().equals("auto")) {
            normalized.remove("tool_choice");
        }
        if (normalized.path("tools").isEmpty()) {
            normalized.remove("tools");
        }
        if (normalized.path("input").isTextual()) {
            String text = normalized.path("input").asText();
            normalized.putArray("input").addObject().put("role", "user").put("content", text);
        }
        normalized.path("tools").forEach(tool -> SameJson.removeFields(tool, List.of("strict")));
        SameJson.removeFields(normalized.path("text").path("format"), List.of("strict", "description"));
        normalized.set("input", normalizeInput(normalized.path("input")));
        return SameJson.of(normalized);
    }

    private static ArrayNode normalizeInput(JsonNode items) {
        ArrayNode normalized = items.deepCopy();
        normalized.removeAll();
        for (JsonNode item : items) {
            boolean onlySummary = item.path("type").asText().equals("reasoning")
                    && item.path("encrypted_content").asText("").isEmpty()
                    && item.path("content").isEmpty();
            if (onlySummary) {
                continue; // has no effect on the model
            }
            ObjectNode copy = item.deepCopy();
            copy.remove(List.of("status", "phase"));
            if (!item.path("type").asText().equals("reasoning")) {
                copy.remove("id");
            }
            if (item.path("type").asText().equals("message")) {
                copy.remove("type");
            }
            copy.path("content").forEach(part -> SameJson.removeFields(part, List.of("detail")));
            flatten(copy, "content");
            flatten(copy, "output");
            normalized.add(copy);
        }
        return normalized;
    }

    private static void flatten(ObjectNode item, String field) {
        boolean onlyText = StreamSupport.stream(item.path(field).spliterator(), false)
                .allMatch(part -> List.of("input_text", "output_text")
                        .contains(part.path("type").asText()));
        if (item.path(field).isArray() && onlyText) {
            item.set(field, TextNode.valueOf(String.join("\n", item.path(field).findValuesAsText("text"))));
        }
    }
}
