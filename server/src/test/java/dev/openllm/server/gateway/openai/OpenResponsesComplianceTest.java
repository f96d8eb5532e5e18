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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests with the requests of the Open Responses compliance tests, and with their requirements for responses.
 *
 * @see <a href="https://www.openresponses.org/compliance">the compliance tests</a>
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class OpenResponsesComplianceTest {

    /** The required fields and their allowed types. Source: {@code ResponseResource}. */
    private static final Map<String, String> REQUIRED_FIELDS = new TreeMap<>(Map.ofEntries(
            Map.entry("id", "string"),
            Map.entry("object", "string"),
            Map.entry("created_at", "integer"),
            Map.entry("completed_at", "integer null"),
            Map.entry("status", "string"),
            Map.entry("incomplete_details", "object null"),
            Map.entry("model", "string"),
            Map.entry("previous_response_id", "string null"),
            Map.entry("instructions", "string array null"),
            Map.entry("output", "array"),
            Map.entry("error", "object null"),
            Map.entry("tools", "array"),
            Map.entry("tool_choice", "string object"),
            Map.entry("truncation", "string"),
            Map.entry("parallel_tool_calls", "boolean"),
            Map.entry("text", "object"),
            Map.entry("top_p", "number integer"),
            Map.entry("presence_penalty", "number integer"),
            Map.entry("frequency_penalty", "number integer"),
            Map.entry("top_logprobs", "integer"),
            Map.entry("temperature", "number integer"),
            Map.entry("reasoning", "object null"),
            Map.entry("user", "string null"),
            Map.entry("usage", "object null"),
            Map.entry("max_output_tokens", "integer null"),
            Map.entry("max_tool_calls", "integer null"),
            Map.entry("store", "boolean"),
            Map.entry("background", "boolean"),
            Map.entry("service_tier", "string"),
            Map.entry("metadata", "object"),
            Map.entry("safety_identifier", "string null"),
            Map.entry("prompt_cache_key", "string null")));

    private static final Map<String, Set<String>> ITEM_FIELDS = Map.of(
            "message", Set.of("type", "id", "status", "role", "content"),
            "function_call", Set.of("type", "id", "status", "call_id", "name", "arguments"),
            "reasoning", Set.of("type", "id", "summary"));

    /** The required fields of each event in addition to its type and sequence number. */
    private static final Map<String, Set<String>> EVENT_FIELDS = Map.ofEntries(
            Map.entry("response.created", Set.of("response")),
            Map.entry("response.in_progress", Set.of("response")),
            Map.entry("response.completed", Set.of("response")),
            Map.entry("response.output_item.added", Set.of("output_index", "item")),
            Map.entry("response.output_item.done", Set.of("output_index", "item")),
            Map.entry("response.content_part.added", Set.of("item_id", "output_index", "content_index", "part")),
            Map.entry("response.content_part.done", Set.of("item_id", "output_index", "content_index", "part")),
            Map.entry(
                    "response.output_text.delta",
                    Set.of("item_id", "output_index", "content_index", "delta", "logprobs")),
            Map.entry(
                    "response.output_text.done",
                    Set.of("item_id", "output_index", "content_index", "text", "logprobs")),
            Map.entry("response.function_call_arguments.delta", Set.of("item_id", "output_index", "delta")),
            Map.entry("response.function_call_arguments.done", Set.of("item_id", "output_index", "arguments")));

    private static final String TOOLS =
            "'tools':[{'type':'function','name':'weather','description':'The weather of a city.',"
                    + "'parameters':{'type':'object','properties':{'city':{'type':'string'}},'required':['city']}}]";

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a text              | [{'type':'message','role':'user','content':'Greet me in three words.'}]",
                "a system prompt     |"
                    + " [{'type':'message','role':'system','content':'Rhyme.'},{'type':'message','role':'user','content':'Hello.'}]",
                "several turns       | [{'type':'message','role':'user','content':'I am"
                        + " Alice.'},{'type':'message','role':'assistant','content':'Hello,"
                        + " Alice.'},{'type':'message','role':'user','content':'Who am I?'}]",
                "an image            | [{'type':'message','role':'user','content':[{'type':'input_text','text':'What"
                        + " is this?'},{'type':'input_image','image_url':'data:image/png;base64,iVBORw0KGgo='}]}]"
            })
    void aResponseIsCompleteAndValid(String name, String input) {
        JsonNode response = gateway.postJson("/v1/responses", "{'model':'m','input':" + input + "}");
        assertEquals(List.of(), problems(response));
        assertEquals("completed", response.path("status").asText());
        assertEquals("message", response.at("/output/0/type").asText());
    }

    @Test
    void aToolCallIsValidAndTheToolIsEchoed() {
        respondWithToolCall();
        JsonNode response = gateway.postJson(
                "/v1/responses",
                "{'model':'m','input':[{'type':'message','role':'user','content':'Rain?'}]," + TOOLS + "}");
        assertEquals(List.of(), problems(response));
        assertEquals("function_call", response.at("/output/0/type").asText());
        JsonNode tool = response.at("/tools/0");
        assertEquals(
                Set.of("type", "name", "description", "parameters", "strict"),
                Set.copyOf(tool.properties().stream().map(Map.Entry::getKey).toList()));
        assertEquals("city", tool.at("/parameters/required/0").asText());
    }

    @Test
    void aStreamIsValidInEveryEvent() {
        List<JsonNode> events =
                events("{'model':'m','stream':true,'input':[{'type':'message','role':'user','content':'Count.'}]}");
        assertEquals("completed", events.getLast().at("/response/status").asText());
    }

    @Test
    void aStreamedToolCallIsValidInEveryEvent() {
        respondWithToolCall();
        gateway.chats.beforeEvents = observer -> observer.onToolArguments("c1", "weather", "{\"city\":");
        List<String> types = events(
                        "{'model':'m','stream':true,'input':[{'type':'message','role':'user','content':'Rain?'}],"
                                + TOOLS + "}")
                .stream()
                .map(event -> event.path("type").asText())
                .toList();
        assertTrue(
                types.containsAll(List.of(
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done")),
                types::toString);
    }

    private void respondWithToolCall() {
        gateway.chats.finishReason = FinishReason.TOOL_CALLS;
        gateway.chats.events = List.of(new ChatEvent.ToolCall(
                "c1", "weather", Wire.JSON.createObjectNode().put("city", "Rome")));
    }

    private List<JsonNode> events(String request) {
        HttpResponse<String> response = gateway.post("/v1/responses", request);
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
        List<JsonNode> events = gateway.events(response);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            String type = event.path("type").asText();
            assertEquals(i, event.path("sequence_number").asInt(-1));
            for (String field : EVENT_FIELDS.getOrDefault(type, Set.of("(an event of this type)"))) {
                if (!event.has(field)) {
                    problems.add(type + " lacks " + field);
                }
            }
            if (event.has("response")) {
                problems.addAll(problems(event.path("response")));
            }
            if (event.has("item")) {
                problems.addAll(itemProblems(event.path("item")));
            }
        }
        assertEquals(List.of(), problems);
        return events;
    }

    private static List<String> problems(JsonNode response) {
        List<String> problems = new ArrayList<>();
        REQUIRED_FIELDS.forEach((name, types) -> {
            if (!response.has(name) || !List.of(types.split(" ")).contains(jsonType(response.path(name)))) {
                problems.add(name + " is " + (response.has(name) ? jsonType(response.path(name)) : "absent"));
            }
        });
        response.path("output").forEach(item -> problems.addAll(itemProblems(item)));
        JsonNode usage = response.path("usage");
        if (usage.isObject()) {
            for (String path : List.of(
                    "/input_tokens",
                    "/output_tokens",
                    "/total_tokens",
                    "/input_tokens_details/cached_tokens",
                    "/output_tokens_details/reasoning_tokens")) {
                if (!usage.at(path).isIntegralNumber()) {
                    problems.add("usage" + path);
                }
            }
        }
        if (!Set.of("auto", "disabled").contains(response.path("truncation").asText())
                || !response.at("/text/format/type").isTextual()
                || !response.path("object").asText().equals("response")
                || !response.path("reasoning").has("effort")
                || !response.path("reasoning").has("summary")) {
            problems.add("truncation, text.format, object or reasoning");
        }
        return problems;
    }

    private static List<String> itemProblems(JsonNode item) {
        List<String> problems = new ArrayList<>();
        String type = item.path("type").asText();
        for (String field : ITEM_FIELDS.getOrDefault(type, Set.of("(an item of this type)"))) {
            if (!item.has(field)) {
                problems.add(type + " lacks " + field);
            }
        }
        if (type.equals("message")) {
            item.path("content").forEach(part -> {
                boolean valid = part.path("type").asText().equals("output_text")
                        && part.path("text").isTextual()
                        && part.path("annotations").isArray()
                        && part.path("logprobs").isArray();
                if (!valid) {
                    problems.add("content " + part);
                }
            });
        }
        return problems;
    }

    private static String jsonType(JsonNode value) {
        return value.isIntegralNumber()
                ? "integer"
                : switch (value.getNodeType()) {
                    case STRING -> "string";
                    case NUMBER -> "number";
                    case BOOLEAN -> "boolean";
                    case ARRAY -> "array";
                    case OBJECT -> "object";
                    default -> "null";
                };
    }
}
