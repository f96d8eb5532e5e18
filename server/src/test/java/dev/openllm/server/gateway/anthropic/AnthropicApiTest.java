package dev.openllm.server.gateway.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.TEST_SECONDS)
class AnthropicApiTest {

    private static final String PATH = "/v1/messages";
    private static final String USER = "'max_tokens':9,'messages':[{'role':'user','content':'hi'}]";
    private static final String THINKING = "'thinking':{'type':'adaptive'},";
    private static final JsonNode STATE = Wire.JSON.createObjectNode().put("signature", "abc");

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aRequestIsConvertedToItsNeutralForm() {
        gateway.post(PATH, """
            {'model':'p/m','max_tokens':9,'system':[{'type':'text','text':'be brief'}],'stop_sequences':['x'],
             'thinking':{'type':'enabled','budget_tokens':2000},'tool_choice':{'type':'any','disable_parallel_tool_use':true},
             'tools':[{'name':'f','description':'d','input_schema':{'type':'object'}}],
             'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}},
                 {'type':'document','title':'x','source':{'type':'base64','media_type':'application/pdf','data':'BBBB'}}]},
               {'role':'assistant','content':[{'type':'tool_use','id':'c1','name':'f','input':{'a':1}}]},
               {'role':'user','content':[{'type':'tool_result','tool_use_id':'c1','is_error':true,'content':'no'}]}]}
            """);
        ChatParams request = gateway.chats.lastRequest;
        assertEquals(9, request.options().maxOutputTokens().getAsInt());
        assertEquals(Optional.of("low"), request.options().reasoningEffort());
        assertEquals(Optional.of(false), request.options().parallelToolCalls());
        assertEquals(ToolChoice.REQUIRED, request.toolChoice());
        assertEquals(
                List.of(new Part.Text("be brief")), request.messages().get(0).parts());
        assertEquals(
                List.of(
                        Part.Image.ofData("image/png", "AAAA"),
                        new Part.File("application/pdf", "BBBB", Optional.of("x"))),
                request.messages().get(1).parts());
        assertEquals(
                List.of(new Part.ToolCall(
                        "c1", "f", Wire.JSON.createObjectNode().put("a", 1))),
                request.messages().get(2).parts());
        assertEquals(
                List.of(new Part.ToolResult("c1", List.of(new Part.Text("no")), true)),
                request.messages().get(3).parts());
    }

    @Test
    void aCompleteResponseHasItsBlocksInOrderAndUsageWithoutCachedTokens() {
        gateway.chats.events = List.of(
                new ChatEvent.Reasoning("hm"),
                new ChatEvent.Text("Hello"),
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode().put("a", 1)));
        gateway.chats.finishReason = FinishReason.TOOL_CALLS;
        JsonNode response = gateway.postJson(PATH, "{'model':'m'," + THINKING + USER + "}");
        assertEquals("message", response.path("type").asText());
        assertEquals("tool_use", response.path("stop_reason").asText());
        assertEquals(
                "[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"\"},{\"type\":\"text\",\"text\":\"Hello\"},"
                    + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"f\",\"input\":{\"a\":1}}]",
                response.path("content").toString());
        assertEquals(
                "{\"input_tokens\":5,\"cache_creation_input_tokens\":1,\"cache_read_input_tokens\":4,\"output_tokens\":5}",
                response.path("usage").toString());
    }

    @Test
    void aStreamHasTheEventsOfTheApiInOrder() {
        gateway.chats.events = List.of(
                new ChatEvent.Reasoning("hm"),
                new ChatEvent.ProviderState("p", "m", STATE),
                new ChatEvent.Text("Hel"),
                new ChatEvent.Text("lo"),
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode().put("a", 1)));
        HttpResponse<String> response = gateway.post(PATH, "{'model':'m','stream':true," + THINKING + USER + "}");
        assertEquals(
                List.of(
                        "message_start",
                        "content_block_start 0 thinking",
                        "content_block_delta 0 thinking_delta",
                        "content_block_delta 0 signature_delta",
                        "content_block_stop 0",
                        "content_block_start 1 text",
                        "content_block_delta 1 text_delta",
                        "content_block_delta 1 text_delta",
                        "content_block_stop 1",
                        "content_block_start 2 tool_use",
                        "content_block_delta 2 input_json_delta",
                        "content_block_stop 2",
                        "message_delta",
                        "message_stop"),
                gateway.events(response).stream().map(AnthropicApiTest::summary).toList());
        assertTrue(response.body().startsWith("event: message_start\ndata: {"), response.body());
    }

    private static String summary(JsonNode event) {
        String index = event.has("index") ? " " + event.path("index") : "";
        String type = event.path("content_block")
                .path("type")
                .asText(event.path("delta").path("type").asText());
        return (event.path("type").asText() + index + " " + type).strip();
    }

    @Test
    void providerStateIsReturnedInTheSignatureOfItsThinking() {
        gateway.chats.events = List.of(
                new ChatEvent.Reasoning("hm"), new ChatEvent.ProviderState("p", "m", STATE), new ChatEvent.Text("Hi"));
        JsonNode content =
                gateway.postJson(PATH, "{'model':'m'," + THINKING + USER + "}").path("content");
        gateway.post(
                PATH,
                "{'model':'m','messages':[{'role':'user','content':'hi'},{'role':'assistant','content':" + content
                        + "}]}");
        assertEquals(
                List.of(new Part.Reasoning("hm"), new Part.ProviderState("p", "m", STATE), new Part.Text("Hi")),
                gateway.chats.lastRequest.messages().get(1).parts());
    }

    @Test
    void providerStateWithoutVisibleThinkingIsAlsoReturned() {
        gateway.chats.events = List.of(new ChatEvent.ProviderState("p", "m", STATE), new ChatEvent.Text("Hi"));
        JsonNode content =
                gateway.postJson(PATH, "{'model':'m'," + THINKING + USER + "}").path("content");
        gateway.post(
                PATH,
                "{'model':'m','messages':[{'role':'user','content':'hi'},{'role':'assistant','content':" + content
                        + "}]}");
        assertTrue(
                gateway.chats.lastRequest.messages().get(1).parts().contains(new Part.ProviderState("p", "m", STATE)));
    }

    @Test
    void aSignatureOfAnotherProviderIsOmitted() {
        gateway.post(
                PATH,
                "{'model':'m','messages':[{'role':'user','content':'hi'},{'role':'assistant','content':"
                        + "[{'type':'thinking','thinking':'hm','signature':'EqQBCgIYAhIkNm=='}]}]}");
        assertEquals(
                List.of(new Part.Reasoning("hm")),
                gateway.chats.lastRequest.messages().get(1).parts());
    }

    @Test
    void failuresHaveTheFormatOfTheApi() {
        gateway.chats.events = List.of();
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.OVERLOADED, "Too busy."));
        HttpResponse<String> response = gateway.post(PATH, "{'model':'m'," + USER + "}");
        assertEquals(529, response.statusCode());
        assertEquals(
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Too busy.\"}}",
                response.body());
    }

    @Test
    void aFailureInsideAStreamIsAnErrorEvent() {
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.OVERLOADED, "Too busy."));
        HttpResponse<String> response = gateway.post(PATH, "{'model':'m','stream':true," + USER + "}");
        assertTrue(response.body().contains("event: error\ndata: {\"type\":\"error\""), response.body());
    }

    @Test
    void aToolCallWhoseArgumentsAreNotAnObjectIsNotPassedOn() {
        gateway.chats.events = List.of(new ChatEvent.InvalidToolCall("c1", "f", "{", "cut"));
        assertEquals(502, gateway.post(PATH, "{'model':'m'," + USER + "}").statusCode());
    }

    @Test
    void tokensAreCounted() {
        assertEquals(
                3,
                gateway.postJson(PATH + "/count_tokens", "{'model':'m'," + USER + "}")
                        .path("input_tokens")
                        .asInt());
    }
}
