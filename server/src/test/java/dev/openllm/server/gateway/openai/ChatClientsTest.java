package dev.openllm.server.gateway.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for Chat Completions requests of clients that differ from the API reference, and for the responses that these
 * clients expect.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class ChatClientsTest {

    private static final String PATH = "/v1/chat/completions";
    private static final String USER = "'messages':[{'role':'user','content':'hi'}]";

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aCustomToolIsAFunctionForTheModelButACustomToolForTheClient() {
        gateway.chats.events = List.of(
                new ChatEvent.ToolCall("c1", "sql", Wire.JSON.createObjectNode().put("input", "SELECT 1")));
        String tools = "'tools':[{'type':'custom','custom':{'name':'sql','format':{'type':'grammar',"
                + "'grammar':{'syntax':'regex','definition':'SELECT .*'}}}}],";
        JsonNode message =
                gateway.postJson(PATH, "{'model':'m'," + tools + USER + "}").at("/choices/0/message");
        assertEquals(
                "{\"id\":\"c1\",\"type\":\"custom\",\"custom\":{\"name\":\"sql\",\"input\":\"SELECT 1\"}}",
                message.at("/tool_calls/0").toString());
        assertTrue(gateway.chats.lastRequest.tools().getFirst().description().endsWith("(regex):\nSELECT .*"));

        gateway.post(
                PATH, "{'model':'m','messages':[" + message + ",{'role':'tool','tool_call_id':'c1','content':'1'}]}");
        assertEquals(
                new Part.ToolCall("c1", "sql", Wire.JSON.createObjectNode().put("input", "SELECT 1")),
                gateway.chats.lastRequest.messages().getFirst().parts().getFirst());
    }

    @Test
    void legacyFunctionsAreCalledInTheLegacyFormat() {
        gateway.chats.finishReason = FinishReason.TOOL_CALLS;
        gateway.chats.events = List.of(
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode().put("a", 1)));
        JsonNode choice = gateway.postJson(
                        PATH, "{'model':'m','functions':[{'name':'f'}],'function_call':{'name':'f'}," + USER + "}")
                .at("/choices/0");
        assertEquals("function_call", choice.path("finish_reason").asText());
        assertEquals(
                "{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}",
                choice.at("/message/function_call").toString());
        assertEquals(
                ToolChoice.Mode.TOOL, gateway.chats.lastRequest.toolChoice().mode());

        gateway.post(
                PATH,
                "{'model':'m','messages':[" + choice.path("message")
                        + ",{'role':'function','name':'f','content':'2'}]}");
        assertEquals(
                List.of("call_f", "call_f"),
                gateway.chats.lastRequest.messages().stream()
                        .map(message -> message.parts().getFirst())
                        .map(part -> part instanceof Part.ToolCall call ? call.id() : ((Part.ToolResult) part).callId())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changesByTheServerAreReportedTogetherWithOmittedFields(boolean stream) {
        gateway.chats.events = List.of(
                new ChatEvent.Notice(ChatEvent.Notice.Topic.WARNING, "m returns at most 10 output tokens."),
                new ChatEvent.Notice(ChatEvent.Notice.Topic.RETRY, "Trying again in 1 s."),
                new ChatEvent.Text("hi"));
        HttpResponse<String> response = gateway.post(PATH, "{'model':'m','stream':" + stream + "," + USER + "}");
        assertEquals(
                "m returns at most 10 output tokens.",
                response.headers().firstValue("x-open-llm-notice").orElse(""));
        assertEquals(List.of("m returns at most 10 output tokens."), gateway.log);
    }

    @Test
    void theMessageOfAnErrorEndsBeforeItsHint() {
        gateway.chats.failure = Optional.of(
                ErrorInfo.of(ErrorKind.AUTH, "Incorrect API key provided").withHint("Store a valid key."));
        assertEquals(
                "Incorrect API key provided. Store a valid key.",
                gateway.postJson(PATH, "{'model':'m'," + USER + "}")
                        .at("/error/message")
                        .asText());
    }

    @Test
    void fieldsOfThisApiReachProvidersThatSupportIt() {
        gateway.post(PATH, "{'model':'m','min_p':0.1,'logit_bias':{'50256':-100}," + USER + "}");
        assertEquals(
                Map.of(
                        "openai-chat",
                        Map.of(
                                "min_p",
                                Wire.JSON.getNodeFactory().numberNode(0.1),
                                "logit_bias",
                                Wire.JSON.createObjectNode().put("50256", -100))),
                gateway.chats.lastRequest.options().dialectFields());
    }

    @ParameterizedTest
    @CsvSource({
        "{'type':'auto'}, AUTO",
        "'any', REQUIRED",
        "{'type':'any'}, REQUIRED",
        "{'type':'none'}, NONE",
        "'required', REQUIRED"
    })
    void aToolChoiceIsReadInEveryFormatThatClientsUse(String choice, ToolChoice.Mode mode) {
        String choiceJson = choice.startsWith("{") ? choice : "'" + choice + "'";
        HttpResponse<String> response = gateway.post(
                PATH,
                "{'model':'m','tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':" + choiceJson + ","
                        + USER + "}");
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(mode, gateway.chats.lastRequest.toolChoice().mode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'input_text','text':'see'}",
                "{'type':'output_text','text':'see'}",
                "{'text':'see'}",
                "'see'"
            })
    void textIsReadInEveryFormatThatClientsUse(String part) {
        gateway.post(PATH, "{'model':'m','messages':[{'role':'user','content':[" + part + "]}]}");
        assertEquals(
                List.of(new Part.Text("see")),
                gateway.chats.lastRequest.messages().getFirst().parts());
    }

    @Test
    void mistralThinkingIsReasoning() {
        gateway.post(PATH, """
            {'model':'m','messages':[{'role':'assistant','content':[
              {'type':'thinking','thinking':[{'type':'text','text':'hm'}]},{'type':'text','text':'Yes.'}]}]}\
            """);
        assertEquals(
                List.of(new Part.Reasoning("hm"), new Part.Text("Yes.")),
                gateway.chats.lastRequest.messages().getFirst().parts());
        assertEquals(
                Role.ASSISTANT, gateway.chats.lastRequest.messages().getFirst().role());
    }

    @Test
    void anIntegerCanHaveADecimalPoint() {
        gateway.post(PATH, "{'model':'m','max_tokens':10.0," + USER + "}");
        assertEquals(10, gateway.chats.lastRequest.options().maxOutputTokens().getAsInt());
    }

    @Test
    void fieldsOfTheNeutralFormArePassedOnWithoutANotice() {
        HttpResponse<String> response = gateway.post(
                PATH,
                "{'model':'m','presence_penalty':0.5,'frequency_penalty':1,'verbosity':'low','service_tier':'flex',"
                        + "'prompt_cache_key':'k','user':'u','top_k':3,'tools':[{'type':'function','function':"
                        + "{'name':'f','strict':true}}]," + USER + "}");
        assertTrue(response.headers().firstValue("x-open-llm-notice").isEmpty());
        var options = gateway.chats.lastRequest.options();
        assertEquals(0.5, options.presencePenalty().getAsDouble());
        assertEquals(1, options.frequencyPenalty().getAsDouble());
        assertEquals(3, options.topK().getAsInt());
        assertEquals(
                List.of("low", "flex", "k", "u"),
                List.of(
                        options.verbosity().get(),
                        options.serviceTier().get(),
                        options.promptCacheKey().get(),
                        options.user().get()));
        assertEquals(
                Optional.of(true), gateway.chats.lastRequest.tools().getFirst().strict());
    }

    @Test
    void anUnknownFieldIsOmittedWithANotice() {
        HttpResponse<String> response = gateway.post(PATH, "{'model':'m','novel':1,'user':'u'," + USER + "}");
        assertEquals(200, response.statusCode());
        assertEquals(
                "The field \"novel\" is sent only to providers that use this API.",
                response.headers().firstValue("x-open-llm-notice").orElse(""));
    }

    @Test
    void aStreamAlsoHasNoticesInItsHeader() {
        HttpResponse<String> response =
                gateway.post(PATH, "{'model':'m','stream':true,'logit_bias':{'1':2}," + USER + "}");
        assertTrue(response.headers().firstValue("x-open-llm-notice").orElse("").contains("logit_bias"));
    }

    @Test
    void argumentsOfSeveralCallsGrowSimultaneously() {
        gateway.chats.beforeEvents = observer -> {
            observer.onToolArguments("c1", "f", "{\"a\"");
            observer.onToolArguments("c2", "g", "{\"b\"");
            observer.onToolArguments("c1", "f", ":1");
            observer.onToolArguments("c2", "g", ":2");
        };
        gateway.chats.events = List.of(
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode().put("a", 1)),
                new ChatEvent.ToolCall("c2", "g", Wire.JSON.createObjectNode().put("b", 2)));
        StringBuilder[] arguments = {new StringBuilder(), new StringBuilder()};
        List<JsonNode> calls = gateway.events(gateway.post(PATH, "{'model':'m','stream':true," + USER + "}")).stream()
                .map(event -> event.at("/choices/0/delta/tool_calls/0"))
                .filter(JsonNode::isObject)
                .toList();
        calls.forEach(call -> arguments[call.path("index").asInt()].append(
                call.at("/function/arguments").asText()));
        assertEquals("{\"a\":1}", arguments[0].toString());
        assertEquals("{\"b\":2}", arguments[1].toString());
        assertEquals(6, calls.size());
        assertEquals(2, calls.stream().filter(call -> call.has("id")).count());
    }
}
