package dev.openllm.server.gateway.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the requests that Ollama clients send, and for the responses they expect. */
@Timeout(TestTimeouts.TEST_SECONDS)
class OllamaApiTest {

    private static final String USER = "'model':'m','messages':[{'role':'user','content':'hi'}]";
    private static final String CALL =
            "{'role':'assistant','content':'','tool_calls':[{'function':{'name':'f','arguments':{'a':1}}}]}";

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonNode chat(String fields) {
        return gateway.postJson("/api/chat", "{'stream':false," + fields + "}");
    }

    private List<JsonNode> lines(String path, String fields) {
        HttpResponse<String> response = gateway.post(path, "{" + fields + "}");
        assertEquals(
                "application/x-ndjson",
                response.headers().firstValue("Content-Type").orElse(""));
        return response.body().lines().map(GatewayFixture::json).toList();
    }

    private static JsonNode json(String text) {
        return GatewayFixture.json(text.replace('\'', '"'));
    }

    @Test
    void aResponseHasTheOllamaFields() {
        JsonNode response = chat(USER);
        assertEquals("m", response.path("model").asText());
        assertEquals(json("{'role':'assistant','content':'Hello'}"), response.path("message"));
        assertTrue(response.path("done").asBoolean());
        assertEquals("stop", response.path("done_reason").asText());
        assertEquals(1_000_000, response.path("total_duration").asLong());
        assertEquals(10, response.path("prompt_eval_count").asInt());
        assertEquals(5, response.path("eval_count").asInt());
        assertTrue(response.path("created_at").asText().endsWith("Z"));
        for (String field : List.of("load_duration", "prompt_eval_duration", "eval_duration")) {
            assertTrue(response.path(field).isIntegralNumber(), field);
        }
    }

    @Test
    void linesAreStreamedByDefault() {
        List<JsonNode> lines = lines("/api/chat", USER);
        assertEquals(
                List.of("Hel", "lo", ""),
                lines.stream()
                        .map(line -> line.path("message").path("content").asText())
                        .toList());
        assertEquals(
                List.of(false, false, true),
                lines.stream().map(line -> line.path("done").asBoolean()).toList());
        assertEquals("stop", lines.getLast().path("done_reason").asText());
        assertEquals(5, lines.getLast().path("eval_count").asInt());
    }

    @Test
    void aPromptIsCompleted() {
        JsonNode response = gateway.postJson(
                "/api/generate",
                "{'model':'m','stream':false,'system':'Be brief.','prompt':'hi','images':['/9j/AAAA']}");
        assertEquals("Hello", response.path("response").asText());
        assertFalse(response.has("message"));
        assertEquals(
                List.of(
                        Message.system("Be brief."),
                        new Message(
                                Role.USER, List.of(new Part.Text("hi"), Part.Image.ofData("image/jpeg", "/9j/AAAA")))),
                gateway.chats.lastRequest.messages());
        assertEquals(
                List.of("Hel", "lo", ""),
                lines("/api/generate", "'model':'m','prompt':'hi'").stream()
                        .map(line -> line.path("response").asText())
                        .toList());
    }

    @Test
    void optionsAreMapped() {
        chat(USER + ",'options':{'num_predict':9,'temperature':0.5,'top_p':0.9,'top_k':40,'stop':['x'],'seed':7,"
                + "'presence_penalty':0.1,'frequency_penalty':0.2}");
        var options = gateway.chats.lastRequest.options();
        assertEquals(OptionalInt.of(9), options.maxOutputTokens());
        assertEquals(OptionalDouble.of(0.5), options.temperature());
        assertEquals(OptionalDouble.of(0.9), options.topP());
        assertEquals(OptionalInt.of(40), options.topK());
        assertEquals(List.of("x"), options.stop());
        assertEquals(OptionalLong.of(7), options.seed());
        assertEquals(OptionalDouble.of(0.1), options.presencePenalty());
        assertEquals(OptionalDouble.of(0.2), options.frequencyPenalty());
    }

    @Test
    void theValuesForNoLimitAndARandomSeedAreNotSent() {
        chat(USER + ",'options':{'num_predict':-1,'top_k':0,'seed':-1}");
        var options = gateway.chats.lastRequest.options();
        assertTrue(options.maxOutputTokens().isEmpty());
        assertTrue(options.topK().isEmpty());
        assertTrue(options.seed().isEmpty());
    }

    @Test
    void ollamaFieldsReachOllamaAndAreOtherwiseReported() {
        HttpResponse<String> response = gateway.post(
                "/api/chat", "{" + USER + ",'stream':false,'keep_alive':'5m','options':{'num_ctx':2048,'min_p':0.1}}");
        String notice = response.headers().firstValue("x-open-llm-notice").orElse("");
        assertTrue(notice.contains("num_ctx") && notice.contains("min_p"), notice);
        var fields = gateway.chats.lastRequest.options().dialectFields().get("ollama-chat");
        assertEquals(json("{'min_p':0.1}"), fields.get("options"));
        assertEquals(json("'5m'"), fields.get("keep_alive"));
    }

    @ParameterizedTest
    @CsvSource({"true, auto", "false, none", "'\"low\"', low", "'\"max\"', max"})
    void theThinkFieldIsMappedToTheEffort(String think, String effort) {
        chat(USER + ",'think':" + think);
        assertEquals(Optional.of(effort), gateway.chats.lastRequest.options().reasoningEffort());
    }

    @Test
    void thinkingIsShownUnlessItIsDisabled() {
        gateway.chats.events = List.of(new ChatEvent.Reasoning("Hm."), new ChatEvent.Text("Yes"));
        assertEquals("Hm.", chat(USER).path("message").path("thinking").asText());
        assertFalse(chat(USER + ",'think':false").path("message").has("thinking"));
        assertEquals(
                "Hm.",
                lines("/api/chat", USER)
                        .getFirst()
                        .path("message")
                        .path("thinking")
                        .asText());
        assertEquals(
                "Yes",
                lines("/api/chat", USER + ",'think':false")
                        .getFirst()
                        .path("message")
                        .path("content")
                        .asText());
        assertEquals(
                "Hm.",
                gateway.postJson("/api/generate", "{'model':'m','prompt':'p','stream':false}")
                        .path("thinking")
                        .asText());
    }

    @Test
    void theFormatIsJsonOrASchema() {
        chat(USER + ",'format':'json'");
        assertTrue(gateway.chats
                .lastRequest
                .options()
                .responseFormat()
                .orElseThrow()
                .schema()
                .isEmpty());
        chat(USER + ",'format':{'type':'object'}");
        assertEquals(
                Optional.of(json("{'type':'object'}")),
                gateway.chats
                        .lastRequest
                        .options()
                        .responseFormat()
                        .orElseThrow()
                        .schema());
        chat(USER + ",'format':''");
        assertTrue(gateway.chats.lastRequest.options().responseFormat().isEmpty());
    }

    @Test
    void aToolIsOfferedAndTheArgumentsOfItsCallAreAnObject() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall("call_x", "f", (ObjectNode) json("{'a':1}")));
        gateway.chats.finishReason = FinishReason.TOOL_CALLS;
        JsonNode message = chat(USER + ",'tools':[{'type':'function','function':{'name':'f','description':'d',"
                        + "'parameters':{'type':'object','properties':{'a':{'type':'integer'}}}}}]")
                .path("message");
        assertEquals("f", gateway.chats.lastRequest.tools().getFirst().name());
        assertEquals(
                json("[{'id':'call_x','function':{'index':0,'name':'f','arguments':{'a':1}}}]"),
                message.path("tool_calls"));
        JsonNode streamed = lines("/api/chat", USER).getFirst().path("message");
        assertEquals(message.path("tool_calls"), streamed.path("tool_calls"));
    }

    @Test
    void aCallThatIsReturnedWithoutItsIdIsRecognized() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall("call_x", "f", (ObjectNode) json("{'a':1}")));
        chat(USER);
        chat("'model':'m','messages':[{'role':'user','content':'hi'}," + CALL
                + ",{'role':'tool','tool_name':'f','content':'three'}]");
        List<Message> messages = gateway.chats.lastRequest.messages();
        assertEquals("call_x", ((Part.ToolCall) messages.get(1).parts().getFirst()).id());
        assertEquals(
                new Part.ToolResult("call_x", List.of(new Part.Text("three")), false),
                messages.get(2).parts().getFirst());
    }

    @Test
    void theIdOfACallIsNotVisibleToAnotherConsumer() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall("call_x", "f", (ObjectNode) json("{'a':1}")));
        chat(USER);
        String body = "{'model':'m','messages':[{'role':'user','content':'hi'}," + CALL + "]}";
        gateway.send(gateway.requestBuilder("/api/chat")
                .header("Authorization", "Bearer " + gateway.tokens.add("editor"))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build());
        Part.ToolCall call = (Part.ToolCall)
                gateway.chats.lastRequest.messages().get(1).parts().getFirst();
        assertEquals("gateway_call_0", call.id());
    }

    @Test
    void resultsAreMatchedToCallsByNameInOrder() {
        chat("'model':'m','messages':[{'role':'user','content':'hi'},{'role':'assistant','content':'','tool_calls':["
                + "{'function':{'name':'f','arguments':{}}},{'function':{'name':'g','arguments':{}}},"
                + "{'function':{'name':'f','arguments':{}}}]},"
                + "{'role':'tool','tool_name':'g','content':'1'},{'role':'tool','tool_name':'f','content':'2'},"
                + "{'role':'tool','content':'3'}]");
        List<String> ids = gateway.chats.lastRequest.messages().subList(2, 5).stream()
                .map(message -> ((Part.ToolResult) message.parts().getFirst()).callId())
                .toList();
        assertEquals(List.of("gateway_call_1", "gateway_call_0", "gateway_call_2"), ids);
    }

    @Test
    void withoutAMessageTheModelIsOnlyLoaded() {
        JsonNode response = gateway.postJson("/api/generate", "{'model':'nick'}");
        assertEquals("load", response.path("done_reason").asText());
        assertTrue(response.path("done").asBoolean());
        assertEquals(
                "unload",
                gateway.postJson("/api/chat", "{'model':'nick','messages':[],'keep_alive':0}")
                        .path("done_reason")
                        .asText());
        assertEquals(404, gateway.post("/api/generate", "{'model':'nobody'}").statusCode());
        assertEquals(null, gateway.chats.lastRequest);
    }

    @Test
    void theModelsAreListedAndShown() {
        JsonNode model = GatewayFixture.json(gateway.get("/api/tags").body())
                .path("models")
                .get(0);
        assertEquals("test/some/model", model.path("name").asText());
        assertEquals(64, model.path("digest").asText().length());
        for (String name : List.of("test/some/model", "test/some/model:latest", "some/model", "nick", "nick:latest")) {
            JsonNode details = gateway.postJson("/api/show", "{'model':'" + name + "'}");
            assertEquals(json("['completion','tools','vision']"), details.path("capabilities"), name);
            String architecture =
                    details.path("model_info").path("general.architecture").asText();
            assertEquals(
                    1000,
                    details.path("model_info")
                            .path(architecture + ".context_length")
                            .asInt());
        }
        assertEquals(404, gateway.post("/api/show", "{'name':'nobody'}").statusCode());
        assertEquals(
                json("{'models':[]}"),
                GatewayFixture.json(gateway.get("/api/ps").body()));
        assertTrue(GatewayFixture.json(gateway.get("/api/version").body())
                .path("version")
                .asText()
                .matches("\\d+\\.\\d+\\.\\d+"));
        assertEquals("Ollama is running", gateway.get("/").body());
    }

    @Test
    void theTagAddedByClientsIsRemoved() {
        chat(USER.replace("'m'", "'test/some/model:latest'"));
        assertEquals("test/some/model", gateway.chats.lastRequest.model());
        assertEquals(
                "test/some/model:latest",
                chat(USER.replace("'m'", "'test/some/model:latest'"))
                        .path("model")
                        .asText());
        chat(USER.replace("'m'", "'test/other:8b'"));
        assertEquals("test/other:8b", gateway.chats.lastRequest.model());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/pull", "/api/push", "/api/create", "/api/copy"})
    void missingFeaturesAreReportedInTheOllamaFormat(String path) {
        HttpResponse<String> response = gateway.post(path, "{'model':'m','input':'x'}");
        assertEquals(501, response.statusCode());
        assertTrue(GatewayFixture.json(response.body()).path("error").isTextual(), response.body());
        assertEquals(501, gateway.delete("/api/delete").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/api/chat|{}|model is required",
                "/api/chat|{'model':'m','messages':'x'}|messages must be a list",
                "/api/chat|{'model':'m','messages':[{'role':'nobody','content':'x'}]}|does not exist",
                "/api/chat|{'model':'m','messages':[{'role':'user','content':'x'}],'format':'xml'}|format must be",
                "/api/chat|{'model':'m','messages':[{'role':'user','content':'x'}],'think':'much'}|think must be",
                "/api/chat|{'model':'m','messages':[{'role':'user','content':'x','images':['http://u']}]}|base64",
                "/api/generate|{'model':'m','prompt':'x','raw':true}|raw must be false",
                "/api/generate|{'model':'m','prompt':'x','suffix':'y'}|does not support insert",
                "/api/generate|{'model':'m','prompt':'x','template':'y'}|does not support template",
                "/api/generate|{'model':'m','prompt':'x','context':[1]}|/api/chat",
                "/api/generate|{'model':'m','prompt':'x','logprobs':true}|logprobs must be false"
            })
    void unsupportedFieldsAreRefusedByName(String path, String body, String message) {
        HttpResponse<String> response = gateway.post(path, body);
        assertEquals(400, response.statusCode());
        assertTrue(GatewayFixture.json(response.body()).path("error").asText().contains(message), response.body());
    }

    @Test
    void aFailureInsideAStreamIsItsLastLine() {
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.NETWORK, "The provider hung up."));
        List<JsonNode> lines = lines("/api/chat", USER);
        assertEquals("The provider hung up.", lines.getLast().path("error").asText());
    }

    @Test
    void argumentsThatAreNotAnObjectAreNotPassedOn() {
        gateway.chats.events = List.of(new ChatEvent.InvalidToolCall("c", "f", "{'a", "cut"));
        assertEquals(
                502, gateway.post("/api/chat", "{'stream':false," + USER + "}").statusCode());
        assertEquals(502, gateway.post("/api/chat", "{" + USER + "}").statusCode());
    }
}
