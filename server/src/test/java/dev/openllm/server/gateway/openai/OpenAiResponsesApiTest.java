package dev.openllm.server.gateway.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(TestTimeouts.TEST_SECONDS)
class OpenAiResponsesApiTest {

    private static final String PATH = "/v1/responses";
    private static final JsonNode STATE = Wire.JSON.createObjectNode().put("encrypted", "abc");

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void textInputIsAUserMessage() {
        gateway.post(PATH, "{'model':'m','input':'hi','instructions':'be brief'}");
        assertEquals(List.of(Message.system("be brief"), Message.user("hi")), gateway.chats.lastRequest.messages());
    }

    @Test
    void consecutiveItemsOfOneRoleBecomeOneMessage() {
        gateway.post(PATH, """
            {'model':'m','max_output_tokens':5,'reasoning':{'effort':'high'},
             'tools':[{'type':'function','name':'f','parameters':{'type':'object'}}],
             'text':{'format':{'type':'json_schema','name':'n','schema':{'type':'object'}}},
             'input':[{'role':'user','content':[{'type':'input_text','text':'see'},{'type':'input_image','image_url':'data:image/png;base64,AAAA'}]},
               {'type':'reasoning','summary':[{'type':'summary_text','text':'hm'}]},
               {'type':'function_call','call_id':'c1','name':'f','arguments':'{\\"a\\":1}'},
               {'type':'function_call_output','call_id':'c1','output':'42'}]}
            """);
        ChatParams request = gateway.chats.lastRequest;
        assertEquals(
                List.of(Role.USER, Role.ASSISTANT, Role.USER),
                request.messages().stream().map(Message::role).toList());
        assertEquals(
                List.of(
                        new Part.Reasoning("hm"),
                        new Part.ToolCall(
                                "c1", "f", Wire.JSON.createObjectNode().put("a", 1))),
                request.messages().get(1).parts());
        assertEquals(Optional.of("high"), request.options().reasoningEffort());
        assertEquals("n", request.options().responseFormat().orElseThrow().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'conversation':'conv_1','input':'x'|conversation refers to content that OpenAI stores",
                "'prompt':{'id':'pmpt_1'},'input':'x'|prompt refers to content that OpenAI stores",
                "'tools':[{'type':'web_search'}],'tool_choice':{'type':'web_search'},'input':'x'|tool_choice requires"
                        + " the tool \"web_search\"",
                "'input':[{'role':'user','content':[{'type':'input_image','file_id':'f'}]}]|Files are not stored here",
            })
    void unsupportedFeaturesAreRefused(String fields, String messageStart) {
        var response = gateway.post(PATH, "{'model':'m'," + fields + "}");
        assertEquals(400, response.statusCode());
        String message = GatewayFixture.json(response.body())
                .path("error")
                .path("message")
                .asText();
        assertTrue(message.startsWith(messageStart), message);
    }

    @Test
    void aCompleteResponseHasItsItemsAndUsage() {
        gateway.chats.events =
                List.of(new ChatEvent.Text("Hello"), new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode()));
        JsonNode response = gateway.postJson(PATH, "{'model':'m','input':'hi'}");
        assertEquals("completed", response.path("status").asText());
        assertEquals(
                "Hello",
                response.path("output")
                        .get(0)
                        .path("content")
                        .get(0)
                        .path("text")
                        .asText());
        assertEquals("c1", response.path("output").get(1).path("call_id").asText());
        assertEquals(15, response.path("usage").path("total_tokens").asInt());
    }

    @Test
    void aTruncatedResponseIsMarkedIncomplete() {
        gateway.chats.finishReason = FinishReason.LENGTH;
        JsonNode response = gateway.postJson(PATH, "{'model':'m','input':'hi'}");
        assertEquals("incomplete", response.path("status").asText());
        assertEquals(
                "max_output_tokens",
                response.path("incomplete_details").path("reason").asText());
    }

    @Test
    void aStreamHasTheEventsOfTheApiInOrder() {
        gateway.chats.events = List.of(
                new ChatEvent.Reasoning("hm"),
                new ChatEvent.ProviderState("p", "m", STATE),
                new ChatEvent.Text("Hi"),
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode()));
        List<JsonNode> events = gateway.events(gateway.post(PATH, "{'model':'m','stream':true,'input':'hi'}"));
        assertEquals(
                List.of(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed"),
                events.stream().map(event -> event.path("type").asText()).toList());
        for (int i = 0; i < events.size(); i++) {
            assertEquals(i, events.get(i).path("sequence_number").asInt());
        }
        assertEquals(3, events.getLast().path("response").path("output").size());
    }

    @Test
    void providerStateIsReturnedInTheEncryptedContent() {
        gateway.chats.events = List.of(
                new ChatEvent.Reasoning("hm"), new ChatEvent.ProviderState("p", "m", STATE), new ChatEvent.Text("Hi"));
        JsonNode output = gateway.postJson(PATH, "{'model':'m','input':'hi'}").path("output");
        gateway.post(PATH, "{'model':'m','input':" + output + "}");
        assertEquals(
                List.of(new Part.Reasoning("hm"), new Part.ProviderState("p", "m", STATE), new Part.Text("Hi")),
                gateway.chats.lastRequest.messages().getFirst().parts());
    }

    @Test
    void aFailureInsideAStreamFailsTheResponse() {
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.OVERLOADED, "Too busy."));
        List<JsonNode> events = gateway.events(gateway.post(PATH, "{'model':'m','stream':true,'input':'hi'}"));
        JsonNode last = events.getLast();
        assertEquals("response.failed", last.path("type").asText());
        assertEquals(
                "Too busy.", last.path("response").path("error").path("message").asText());
    }
}
