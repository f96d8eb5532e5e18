package dev.openllm.server.gateway.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the response objects and events that Open Responses defines. */
@Timeout(TestTimeouts.TEST_SECONDS)
class ResponseObjectsTest {

    private static final String PATH = "/v1/responses";

    /** Source: the {@code ResponseResource} schema of Open Responses. */
    private static final List<String> REQUIRED_FIELDS = List.of(
            "id",
            "object",
            "created_at",
            "completed_at",
            "status",
            "incomplete_details",
            "model",
            "previous_response_id",
            "instructions",
            "output",
            "error",
            "tools",
            "tool_choice",
            "truncation",
            "parallel_tool_calls",
            "text",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "top_logprobs",
            "temperature",
            "reasoning",
            "usage",
            "max_output_tokens",
            "max_tool_calls",
            "store",
            "background",
            "service_tier",
            "metadata",
            "safety_identifier",
            "prompt_cache_key");

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTruncatedCallIsIncomplete(boolean stream) {
        gateway.chats.finishReason = FinishReason.LENGTH;
        gateway.chats.events =
                List.of(new ChatEvent.InvalidToolCall("c1", "f", "{\"a\": ", "The response was cut off."));
        HttpResponse<String> httpResponse = gateway.post(
                PATH, "{'model':'m','input':'hi','stream':" + stream + ",'tools':[{'type':'function','name':'f'}]}");
        JsonNode response = stream
                ? gateway.events(httpResponse).getLast().path("response")
                : GatewayFixture.json(httpResponse.body());
        assertEquals("incomplete", response.path("status").asText());
        assertEquals("incomplete", response.at("/output/0/status").asText());
        assertEquals("{\"a\": ", response.at("/output/0/arguments").asText());
    }

    @Test
    void aStreamedCustomToolCallHasItsOwnEvents() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall(
                "c1", "apply_patch", Wire.JSON.createObjectNode().put("input", "*** Begin")));
        List<JsonNode> events = gateway.events(gateway.post(
                PATH, "{'model':'m','stream':true,'input':'hi','tools':[{'type':'custom','name':'apply_patch'}]}"));
        assertEquals(
                List.of(
                        "response.output_item.added",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.done",
                        "response.output_item.done"),
                types(events).subList(2, 6));
        assertEquals("*** Begin", events.get(4).path("input").asText());
    }

    @Test
    void aCompleteResponseHasAllOpenResponsesFieldsAndEchoesTheRequest() {
        JsonNode response = gateway.postJson(PATH, """
            {'model':'m','input':'hi','instructions':'be brief','temperature':0.5,'max_output_tokens':10.0,
             'metadata':{'a':'b'},'reasoning':{'effort':'low'},'text':{'format':{'type':'text'}},
             'tools':[{'type':'function','name':'f'}],'tool_choice':'required','prompt_cache_key':'k'}\
            """);
        assertEquals(new TreeSet<>(REQUIRED_FIELDS), requiredFieldsIn(response));
        assertEquals("be brief", response.path("instructions").asText());
        assertEquals(0.5, response.path("temperature").asDouble());
        assertEquals(10, response.path("max_output_tokens").asInt());
        assertEquals("b", response.path("metadata").path("a").asText());
        assertEquals("required", response.path("tool_choice").asText());
        assertEquals(
                "{\"type\":\"function\",\"name\":\"f\",\"description\":null,\"parameters\":null,\"strict\":null}",
                response.path("tools").get(0).toString());
        assertTrue(response.path("completed_at").isInt());
        assertEquals(
                "{\"cached_tokens\":4,\"cache_write_tokens\":1}",
                response.at("/usage/input_tokens_details").toString());
        assertTrue(response.at("/output/0/content/0/logprobs").isArray());
    }

    @Test
    void everyResponseObjectOfAStreamHasAllFields() {
        List<JsonNode> events = gateway.events(gateway.post(PATH, "{'model':'m','stream':true,'input':'hi'}"));
        events.stream()
                .filter(event -> event.has("response"))
                .forEach(event ->
                        assertEquals(new TreeSet<>(REQUIRED_FIELDS), requiredFieldsIn(event.path("response"))));
        assertTrue(events.stream()
                .filter(event -> event.path("type").asText().startsWith("response.output_text."))
                .allMatch(event -> event.path("logprobs").isArray()));
    }

    @Test
    void aRefusalIsASeparatePart() {
        gateway.chats.events = List.of(new ChatEvent.Text("Well. "), new ChatEvent.Refusal("No."));
        JsonNode content = gateway.postJson(PATH, "{'model':'m','input':'hi'}").at("/output/0/content");
        assertEquals("No.", content.get(1).path("refusal").asText());
        List<String> types = types(gateway.events(gateway.post(PATH, "{'model':'m','stream':true,'input':'hi'}")));
        assertTrue(types.containsAll(List.of("response.refusal.delta", "response.refusal.done")), types.toString());
    }

    @Test
    void argumentsGrowUpToTheCompleteArgumentsOfTheCall() {
        gateway.chats.beforeEvents = observer -> {
            observer.onToolArguments("c1", "f", "{\"a\"");
            observer.onToolArguments("c1", "f", ":1");
        };
        gateway.chats.events = List.of(
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode().put("a", 1)),
                new ChatEvent.ToolCall("c2", "f", Wire.JSON.createObjectNode()));
        List<JsonNode> events = gateway.events(gateway.post(PATH, "{'model':'m','stream':true,'input':'hi'}"));
        List<String> deltas = new ArrayList<>();
        events.stream()
                .filter(event -> event.path("type").asText().equals("response.function_call_arguments.delta"))
                .forEach(event -> deltas.add(
                        event.path("output_index") + event.path("delta").asText()));
        assertEquals(List.of("0{\"a\"", "0:1", "0}", "1{}"), deltas);
        assertEquals(
                "{\"a\":1}", events.getLast().at("/response/output/0/arguments").asText());
        assertEquals(2, events.getLast().at("/response/output").size());
    }

    private static TreeSet<String> requiredFieldsIn(JsonNode response) {
        TreeSet<String> present = new TreeSet<>(REQUIRED_FIELDS);
        present.removeIf(field -> !response.has(field));
        return present;
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }
}
