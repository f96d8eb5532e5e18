package dev.openllm.server.gateway.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(TestTimeouts.TEST_SECONDS)
class OpenAiChatApiTest {

    private static final String PATH = "/v1/chat/completions";
    private static final String USER = "'messages':[{'role':'user','content':'hi'}]";

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aRequestIsConvertedToItsNeutralForm() {
        gateway.post(PATH, """
            {'model':'p/m','max_completion_tokens':7,'temperature':0.5,'top_p':0.9,'stop':['a','b'],'seed':3,
             'reasoning_effort':'low','parallel_tool_calls':false,'tool_choice':{'type':'function','function':{'name':'f'}},
             'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'}}},
             'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object'}}}],
             'messages':[{'role':'developer','content':'be brief'},
               {'role':'user','content':[{'type':'text','text':'see'},{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}},
                 {'type':'file','file':{'filename':'x.pdf','file_data':'data:application/pdf;base64,BBBB'}}]},
               {'role':'assistant','content':null,'reasoning_content':'hm','tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':'{\\"a\\":1}'}}]},
               {'role':'tool','tool_call_id':'c1','content':'42'}]}
            """);
        ChatParams request = gateway.chats.lastRequest;
        assertEquals("p/m", request.model());
        assertEquals(Optional.of("gateway"), request.consumer());
        assertEquals(7, request.options().maxOutputTokens().getAsInt());
        assertEquals(List.of("a", "b"), request.options().stop());
        assertEquals(Optional.of("low"), request.options().reasoningEffort());
        assertEquals(Optional.of(false), request.options().parallelToolCalls());
        assertEquals("n", request.options().responseFormat().orElseThrow().name());
        assertEquals(new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("f")), request.toolChoice());
        assertEquals("d", request.tools().getFirst().description());
        assertEquals(Role.SYSTEM, request.messages().get(0).role());
        assertEquals(
                List.of(
                        new Part.Text("see"),
                        Part.Image.ofData("image/png", "AAAA"),
                        new Part.File("application/pdf", "BBBB", Optional.of("x.pdf"))),
                request.messages().get(1).parts());
        assertEquals(
                List.of(
                        new Part.Reasoning("hm"),
                        new Part.ToolCall(
                                "c1", "f", Wire.JSON.createObjectNode().put("a", 1))),
                request.messages().get(2).parts());
        assertEquals(
                List.of(new Part.ToolResult("c1", List.of(new Part.Text("42")), false)),
                request.messages().get(3).parts());
    }

    @Test
    void unsetOptionsAreNotSent() {
        gateway.post(PATH, "{'model':'m','temperature':null," + USER + "}");
        assertEquals(dev.openllm.protocol.chat.ChatOptions.DEFAULTS, gateway.chats.lastRequest.options());
    }

    @Test
    void aCompleteResponseHasTextToolCallsAndUsage() {
        gateway.chats.events = List.of(
                new ChatEvent.Reasoning("hm"),
                new ChatEvent.Text("Hel"),
                new ChatEvent.Text("lo"),
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode().put("a", 1)));
        gateway.chats.finishReason = FinishReason.TOOL_CALLS;
        JsonNode response = gateway.postJson(PATH, "{'model':'m'," + USER + "}");
        assertEquals("chat.completion", response.path("object").asText());
        assertEquals("test/model", response.path("model").asText());
        JsonNode choice = response.path("choices").get(0);
        assertEquals("tool_calls", choice.path("finish_reason").asText());
        assertEquals("Hello", choice.path("message").path("content").asText());
        assertEquals("hm", choice.path("message").path("reasoning_content").asText());
        assertEquals(
                "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}",
                choice.path("message").path("tool_calls").get(0).toString());
        assertEquals(
                "{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":4},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":2}}",
                response.path("usage").toString());
    }

    @Test
    void aStreamHasChunksAFinishReasonTheRequestedUsageAndAnEnd() {
        gateway.chats.events =
                List.of(new ChatEvent.Text("Hi"), new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode()));
        HttpResponse<String> response =
                gateway.post(PATH, "{'model':'m','stream':true,'stream_options':{'include_usage':true}," + USER + "}");
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
        List<JsonNode> chunks = gateway.events(response);
        JsonNode first = chunks.get(0).path("choices").get(0).path("delta");
        assertEquals("assistant", first.path("role").asText());
        assertEquals("Hi", first.path("content").asText());
        JsonNode call = chunks.get(1)
                .path("choices")
                .get(0)
                .path("delta")
                .path("tool_calls")
                .get(0);
        assertEquals(0, call.path("index").asInt());
        assertEquals("{}", call.path("function").path("arguments").asText());
        assertEquals(
                "stop",
                chunks.get(2).path("choices").get(0).path("finish_reason").asText());
        assertEquals(15, chunks.get(3).path("usage").path("total_tokens").asInt());
        assertTrue(response.body().endsWith("data: [DONE]\n\n"), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo", "\"\\\b\n\u0001\u007f</é\u2028😀", "the place of the text"})
    void theTextOfALaterChunkIsEscapedLikeThatOfTheFirst(String text) {
        gateway.chats.events = List.of(new ChatEvent.Text("Hel"), new ChatEvent.Text(text));
        List<JsonNode> chunks = gateway.events(gateway.post(
                PATH,
                "{'model':'the place of the text','stream':true,'stream_options':{'include_usage':true}," + USER
                        + "}"));
        ObjectNode expected = chunks.getFirst().deepCopy();
        ((ObjectNode) expected.at("/choices/0/delta")).put("content", text).remove("role");
        assertEquals(expected.toString(), chunks.get(1).toString());
    }

    @Test
    void aFailureInsideAStreamIsItsLastEvent() {
        gateway.chats.failure =
                Optional.of(ErrorInfo.of(ErrorKind.OVERLOADED, "Too busy.").withHint("Wait."));
        List<JsonNode> events = gateway.events(gateway.post(PATH, "{'model':'m','stream':true," + USER + "}"));
        assertEquals(
                "Too busy. Wait.",
                events.getLast().path("error").path("message").asText());
    }

    @Test
    void providerStateIsReturnedWithTheMessageItBelongsTo() {
        JsonNode data = Wire.JSON.createObjectNode().put("signature", "abc");
        gateway.chats.events = List.of(new ChatEvent.Text("Hi"), new ChatEvent.ProviderState("p", "m", data));
        JsonNode message = gateway.postJson(PATH, "{'model':'m'," + USER + "}")
                .path("choices")
                .get(0)
                .path("message");
        gateway.post(PATH, "{'model':'m','messages':[{'role':'user','content':'hi'}," + message + "]}");
        assertEquals(
                List.of(new Part.ProviderState("p", "m", data), new Part.Text("Hi")),
                gateway.chats.lastRequest.messages().get(1).parts());
    }

    @ParameterizedTest
    @CsvSource({
        "auth, 401, invalid_api_key",
        "permission, 403, permission",
        "model_not_found, 404, model_not_found",
        "context_too_long, 400, context_length_exceeded",
        "quota, 429, insufficient_quota",
        "content_filtered, 400, content_filter",
        "overloaded, 503, overloaded",
        "network, 502, network",
        "timeout, 504, timeout"
    })
    void failuresHaveTheStatusAndCodeThatClientsExpect(String kind, int status, String code) {
        gateway.chats.events = List.of();
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.valueOf(kind.toUpperCase()), "It went wrong."));
        HttpResponse<String> response = gateway.post(PATH, "{'model':'m'," + USER + "}");
        assertEquals(status, response.statusCode());
        assertEquals(
                code,
                GatewayFixture.json(response.body()).path("error").path("code").asText());
    }

    @Test
    void onlyToolsThatTheChoiceAllowsAreOffered() {
        gateway.post(
                PATH,
                "{'model':'m'," + USER + ",'tools':[{'type':'function','function':{'name':'f'}},"
                                       + "{'type':'function','function':{'name':'g'}}],'tool_choice':{'type':'allowed_tools','allowed_tools':"
                                       + "{'mode':'required','tools':[{'type':'function','function':{'name':'g'}}]}}}");
        var request = gateway.chats.lastRequest;
        assertEquals(
                List.of("g"), request.tools().stream().map(tool -> tool.name()).toList());
        assertEquals(ToolChoice.REQUIRED, request.toolChoice());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'model':'m'}|messages must be a list with at least one message.",
                "{'model':'m','n':2,'messages':[{}]}|n must be 1: each request returns one response.",
                "{'model':'m','logprobs':true,'messages':[{}]}|logprobs must be false: log "
                        + "probabilities are not supported.",
                "{'modalities':['text','audio'],'messages':[{}]}|modalities must be [\"text\"]: only "
                        + "text responses are supported.",
                "{'tool_choice':'x','messages':[{'role':'user','content':'x'}]}|tool_choice \"x\" is not supported.",
                "{'tool_choice':{'type':'x'},'messages':[{'role':'user','content':'x'}]}|tool_choice \"x\" is not"
                        + " supported.",
                "{'model':7,'messages':[{'role':'user','content':'x'}]}|model must be a string.",
                ""
                        + "{'model':'m','temperature':'hot','messages':[{'role':'user','content':'x'}]}|temperature "
                        + "has the wrong type.",
                "{'messages':[{'role':'king','content':'x'}]}|A message has the role \"king\", which does not exist.",
                "{'messages':[{'role':'user','content':[{'type':'smell'}]}]}|Content of the type \"smell\" is not"
                        + " supported.",
                "[]|The body of the request is not a JSON object.",
                "{|The body of the request is not a JSON object."
            })
    void anInvalidRequestIsExplained(String json, String message) {
        HttpResponse<String> response = gateway.post(PATH, json);
        assertEquals(400, response.statusCode());
        assertEquals(
                message,
                GatewayFixture.json(response.body())
                        .path("error")
                        .path("message")
                        .asText());
    }
}
