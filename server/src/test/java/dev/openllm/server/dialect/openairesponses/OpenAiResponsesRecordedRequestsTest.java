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
                .filter(recorded -> request(recorded).isNeutral());
    }

    private static RecordedResponsesRequest request(WireCases.Case recorded) {
        return new RecordedResponsesRequest(
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

    /**
     * Returns the request without fields that have no effect on the server, and without fields that this project always
     * requests and other clients only sometimes request.
     */
    private static JsonNode comparable(JsonNode request) {
        ObjectNode same = request.deepCopy();
        same.remove(List.of("store", "include"));
        if (!same.path("stream").asBoolean()) {
            same.remove("stream");
        }
        if (same.path("tool_choice").asText().equals("auto")) {
            same.remove("tool_choice");
        }
        if (same.path("tools").isEmpty()) {
            same.remove("tools");
        }
        if (same.path("input").isTextual()) {
            String words = same.path("input").asText();
            same.putArray("input").addObject().put("role", "user").put("content", words);
        }
        same.path("tools").forEach(tool -> SameJson.drop(tool, List.of("strict")));
        SameJson.drop(same.path("text").path("format"), List.of("strict", "description"));
        same.set("input", input(same.path("input")));
        return SameJson.of(same);
    }

    private static ArrayNode input(JsonNode items) {
        ArrayNode same = items.deepCopy();
        same.removeAll();
        for (JsonNode item : items) {
            boolean onlySummedUp = item.path("type").asText().equals("reasoning")
                    && item.path("encrypted_content").asText("").isEmpty()
                    && item.path("content").isEmpty();
            if (onlySummedUp) {
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
            copy.path("content").forEach(part -> SameJson.drop(part, List.of("detail")));
            flatten(copy, "content");
            flatten(copy, "output");
            same.add(copy);
        }
        return same;
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
