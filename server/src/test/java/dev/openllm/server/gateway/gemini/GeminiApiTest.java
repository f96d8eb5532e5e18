package dev.openllm.server.gateway.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
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

/** Tests for the requests that the Google SDKs and Gemini CLI send, and for the responses they expect. */
@Timeout(TestTimeouts.TEST_SECONDS)
class GeminiApiTest {

    private static final String PATH = "/v1beta/models/p/m:generateContent";
    private static final String STREAM = "/v1beta/models/p/m:streamGenerateContent";
    private static final String USER = "'contents':[{'role':'user','parts':[{'text':'hi'}]}]";

    private static final ChatEvent.ProviderState STATE =
            new ChatEvent.ProviderState("p", "m", Wire.JSON.createObjectNode().put("signature", "a?>b"));

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonNode generate(String fields) {
        return gateway.postJson(PATH, "{" + fields + "}");
    }

    private static JsonNode json(String text) {
        return GatewayFixture.json(text.replace('\'', '"'));
    }

    private static JsonNode parts(JsonNode response) {
        return response.path("candidates").path(0).path("content").path("parts");
    }

    private static ChatEvent.ToolCall call(String id) {
        return new ChatEvent.ToolCall(id, "f", (ObjectNode) json("{'a':1}"));
    }

    private List<Part> requestParts(int message) {
        return gateway.chats.lastRequest.messages().get(message).parts();
    }

    @Test
    void aResponseHasTheGeminiFields() {
        JsonNode response = generate(USER);
        JsonNode candidate = response.path("candidates").path(0);
        assertEquals(json("{'role':'model','parts':[{'text':'Hello'}]}"), candidate.path("content"));
        assertEquals("STOP", candidate.path("finishReason").asText());
        assertEquals(
                json("{'promptTokenCount':10,'candidatesTokenCount':3,'totalTokenCount':15,'thoughtsTokenCount':2,"
                        + "'cachedContentTokenCount':4}"),
                response.path("usageMetadata"));
        assertEquals("p/m", response.path("modelVersion").asText());
        assertFalse(response.path("responseId").asText().isEmpty());
    }

    @Test
    void aStreamIsServerSentEventsOrOneArray() {
        HttpResponse<String> events = gateway.post(STREAM + "?alt=sse", "{" + USER + "}");
        assertTrue(events.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
        HttpResponse<String> array = gateway.post(STREAM, "{" + USER + "}");
        assertEquals(
                "application/json", array.headers().firstValue("Content-Type").orElse(""));
        List<JsonNode> items = new ArrayList<>();
        GatewayFixture.json(array.body()).forEach(items::add);
        for (List<JsonNode> chunks : List.of(gateway.events(events), items)) {
            assertEquals(
                    List.of("Hel", "lo", ""),
                    chunks.stream()
                            .map(chunk -> parts(chunk).path(0).path("text").asText())
                            .toList());
            assertEquals(
                    "STOP",
                    chunks.getLast()
                            .path("candidates")
                            .path(0)
                            .path("finishReason")
                            .asText());
            assertEquals(
                    15,
                    chunks.getLast()
                            .path("usageMetadata")
                            .path("totalTokenCount")
                            .asInt());
        }
    }

    @Test
    void anArrayThatEndsInAnErrorIsValidJson() {
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.NETWORK, "The provider hung up."));
        JsonNode array =
                GatewayFixture.json(gateway.post(STREAM, "{" + USER + "}").body());
        assertEquals("UNAVAILABLE", array.path(2).path("error").path("status").asText());
        List<JsonNode> events = gateway.events(gateway.post(STREAM + "?alt=sse", "{" + USER + "}"));
        assertEquals(502, events.getLast().path("error").path("code").asInt());
    }

    @Test
    void theGenerationConfigIsMapped() {
        generate(USER + ",'generationConfig':{'temperature':0.5,'topP':0.9,'topK':40,'maxOutputTokens':9,"
                + "'stopSequences':['x'],'presencePenalty':0.1,'frequencyPenalty':0.2,'seed':7,'candidateCount':1}");
        var options = gateway.chats.lastRequest.options();
        assertEquals(OptionalDouble.of(0.5), options.temperature());
        assertEquals(OptionalDouble.of(0.9), options.topP());
        assertEquals(OptionalInt.of(40), options.topK());
        assertEquals(OptionalInt.of(9), options.maxOutputTokens());
        assertEquals(List.of("x"), options.stop());
        assertEquals(OptionalDouble.of(0.1), options.presencePenalty());
        assertEquals(OptionalDouble.of(0.2), options.frequencyPenalty());
        assertEquals(OptionalLong.of(7), options.seed());
    }

    @Test
    void protocolBufferNamesAreAlsoRead() {
        generate("'contents':[{'role':'user','parts':[{'inline_data':{'mime_type':'image/webp','data':'AAAA'}}]}],"
                + "'system_instruction':{'parts':[{'text':'Be brief.'}]},"
                + "'generation_config':{'max_output_tokens':9,'response_mime_type':'application/json'},"
                + "'tools':[{'function_declarations':[{'name':'f'}]}]");
        assertEquals(
                Message.system("Be brief."),
                gateway.chats.lastRequest.messages().getFirst());
        assertEquals(List.of(Part.Image.ofData("image/webp", "AAAA")), requestParts(1));
        assertEquals(OptionalInt.of(9), gateway.chats.lastRequest.options().maxOutputTokens());
        assertTrue(gateway.chats.lastRequest.options().responseFormat().isPresent());
        assertEquals("f", gateway.chats.lastRequest.tools().getFirst().name());
    }

    @ParameterizedTest
    @CsvSource({
        "'thinkingBudget':0, none",
        "'thinkingBudget':-1, auto",
        "'thinkingBudget':1024, low",
        "'thinkingBudget':9000, medium",
        "'thinkingBudget':24576, high",
        "'thinkingLevel':'HIGH', high",
        "'thinkingLevel':'minimal', minimal"
    })
    void thinkingSettingsAreMappedToTheEffort(String config, String effort) {
        generate(USER + ",'generationConfig':{'thinkingConfig':{" + config + "}}");
        assertEquals(Optional.of(effort), gateway.chats.lastRequest.options().reasoningEffort());
    }

    @Test
    void reasoningIsShownOnlyOnRequest() {
        gateway.chats.events = List.of(new ChatEvent.Reasoning("Hm."), new ChatEvent.Text("Yes"));
        assertEquals(json("[{'text':'Yes'}]"), parts(generate(USER)));
        String withThoughts = USER + ",'generationConfig':{'thinkingConfig':{'includeThoughts':true}}";
        assertEquals(json("[{'text':'Hm.','thought':true},{'text':'Yes'}]"), parts(generate(withThoughts)));
    }

    @Test
    void aSchemaInGoogleFormatBecomesAJsonSchema() {
        generate(USER + ",'generationConfig':{'responseMimeType':'application/json','responseSchema':{'type':'OBJECT',"
                + "'properties':{'type':{'type':'STRING','nullable':true,'enum':['a']},'any_name':{'type':'ARRAY',"
                + "'minItems':'1','items':{'anyOf':[{'type':'INTEGER'},{'type':'NUMBER'}]}}},'required':['type'],"
                + "'propertyOrdering':['type']}}");
        assertEquals(
                json("{'type':'object','properties':{'type':{'type':['string','null'],'enum':['a',null]},'any_name':"
                        + "{'type':'array','minItems':1,'items':{'anyOf':[{'type':'integer'},{'type':'number'}]}}},"
                        + "'required':['type']}"),
                gateway.chats
                        .lastRequest
                        .options()
                        .responseFormat()
                        .orElseThrow()
                        .schema()
                        .orElseThrow());
    }

    @Test
    void aJsonSchemaIsPassedOnUnchanged() {
        String schema = "{'type':'object','additionalProperties':false}";
        generate(USER + ",'generationConfig':{'responseJsonSchema':" + schema + "},"
                + "'tools':[{'functionDeclarations':[{'name':'f','parametersJsonSchema':" + schema + "}]}]");
        assertEquals(
                Optional.of(json(schema)),
                gateway.chats
                        .lastRequest
                        .options()
                        .responseFormat()
                        .orElseThrow()
                        .schema());
        assertEquals(json(schema), gateway.chats.lastRequest.tools().getFirst().inputSchema());
    }

    @Test
    void aCallContainsItsStateAndReturnsIt() {
        for (List<ChatEvent> events : List.<List<ChatEvent>>of(
                List.of(call("c1"), STATE, call("c2")), List.of(STATE, call("c1"), call("c2")))) {
            gateway.chats.events = events;
            gateway.chats.finishReason = FinishReason.TOOL_CALLS;
            JsonNode parts = parts(generate(USER));
            assertEquals(
                    json("{'id':'c1','name':'f','args':{'a':1}}"), parts.path(0).path("functionCall"));
            assertFalse(parts.path(1).has("thoughtSignature"));
            assertEquals(parts, allParts(gateway.events(gateway.post(STREAM + "?alt=sse", "{" + USER + "}"))));

            ObjectNode body = (ObjectNode) json("{" + USER + "}");
            body.withArray("contents").addObject().put("role", "model").set("parts", parts);
            body.withArray("contents")
                    .addObject()
                    .put("role", "user")
                    .set(
                            "parts",
                            json("[{'functionResponse':{'id':'c1','name':'f','response':{'output':'three'}}},"
                                    + "{'functionResponse':{'id':'c2','name':'f','response':{'error':'none'}}}]"));
            gateway.postRaw(PATH, body.toString());
            assertEquals(
                    List.of(
                            new Part.ProviderState("p", "m", STATE.data()),
                            new Part.ToolCall("c1", "f", call("c1").arguments()),
                            new Part.ToolCall("c2", "f", call("c1").arguments())),
                    requestParts(1));
            assertEquals(
                    List.of(
                            new Part.ToolResult("c1", List.of(new Part.Text("three")), false),
                            new Part.ToolResult("c2", List.of(new Part.Text("none")), true)),
                    requestParts(2));
        }
    }

    /** Returns the parts of a stream except for the empty one that ends it. */
    private static JsonNode allParts(List<JsonNode> chunks) {
        var result = Wire.JSON.createArrayNode();
        chunks.forEach(chunk -> parts(chunk).forEach(result::add));
        return result;
    }

    @Test
    void stateWithoutACallIsReturnedInAThought() {
        gateway.chats.events = List.of(new ChatEvent.Text("Yes"), STATE);
        JsonNode parts = parts(generate(USER));
        assertEquals(2, parts.size());
        assertTrue(parts.path(1).path("thought").asBoolean());
        generate("'contents':[{'role':'user','parts':[{'text':'hi'}]},{'role':'model','parts':"
                + parts.toString().replace('"', '\'') + "},{'role':'user','parts':[{'text':'more'}]}]");
        assertEquals(List.of(new Part.ProviderState("p", "m", STATE.data()), new Part.Text("Yes")), requestParts(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip_thought_signature_validator", "AAAA", "!"})
    void aForeignSignatureIsOmitted(String signature) {
        generate("'contents':[{'role':'user','parts':[{'text':'hi'}]},{'role':'model','parts':[{'text':'Yes',"
                + "'thoughtSignature':'" + signature + "'}]},{'role':'user','parts':[{'text':'more'}]}]");
        assertEquals(List.of(new Part.Text("Yes")), requestParts(1));
    }

    @Test
    void callsWithoutIdsAreMatchedByName() {
        generate("'contents':[{'role':'user','parts':[{'text':'hi'}]},{'role':'model','parts':["
            + "{'functionCall':{'name':'f','args':{}}},{'functionCall':{'name':'g'}}]},{'role':'function','parts':["
            + "{'functionResponse':{'name':'g','response':{'x':1,'y':2}}},"
            + "{'functionResponse':{'name':'f','response':{'result':'r'},'parts':[{'inlineData':{'mimeType':'image/png',"
            + "'data':'AAAA'}}]}}]}]");
        assertEquals(
                List.of(
                        new Part.ToolResult("gateway_call_1", List.of(new Part.Text("{\"x\":1,\"y\":2}")), false),
                        new Part.ToolResult(
                                "gateway_call_0",
                                List.of(new Part.Text("r"), Part.Image.ofData("image/png", "AAAA")),
                                false)),
                requestParts(2));
        assertEquals(Role.USER, gateway.chats.lastRequest.messages().get(2).role());
    }

    @Test
    void everyKindOfPartIsRead() {
        generate("'contents':[{'parts':[{'inlineData':{'mimeType':'application/pdf','data':'AAAA'}},"
            + "{'fileData':{'mimeType':'image/png','fileUri':'https://u/x.png'}},"
            + "{'text':'t','videoMetadata':{}}]},{'role':'model','parts':[{'text':'why','thought':true},"
            + "{'executableCode':{'language':'PYTHON','code':'1'}},{'codeExecutionResult':{'outcome':'OK','output':'1'}}]},"
            + "{'role':'user','parts':{'text':'one'}}]");
        assertEquals(
                List.of(
                        new Part.File("application/pdf", "AAAA", Optional.empty(), Optional.empty()),
                        new Part.Image("image/png", "", Optional.of("https://u/x.png")),
                        new Part.Text("t")),
                requestParts(0));
        assertEquals(
                List.of(new Part.Reasoning("why"), new Part.Text("```python\n1\n```"), new Part.Text("```\n1\n```")),
                requestParts(1));
        assertEquals(List.of(new Part.Text("one")), requestParts(2));
    }

    @Test
    void fieldsThatOnlyGoogleSupportsAreReported() {
        HttpResponse<String> response = gateway.post(
                PATH,
                "{" + USER
                        + ",'safetySettings':[{'category':'X','threshold':'BLOCK_NONE'}],'tools':[{'googleSearch':{}},"
                        + "{'functionDeclarations':[{'name':'f'}]}],'generationConfig':{'speechConfig':{'a':1}}}");
        assertEquals(200, response.statusCode(), response.body());
        String notice = response.headers().firstValue("x-open-llm-notice").orElse("");
        for (String name : List.of("safetySettings", "googleSearch", "speechConfig")) {
            assertTrue(notice.contains(name), notice);
        }
        assertEquals(
                List.of("f"),
                gateway.chats.lastRequest.tools().stream()
                        .map(ToolDefinition::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'mode':'ANY'|REQUIRED|2",
                "'mode':'NONE'|NONE|2",
                "'mode':'AUTO'|AUTO|2",
                "'mode':'VALIDATED'|AUTO|2",
                "'mode':'ANY','allowedFunctionNames':['g']|TOOL|1"
            })
    void theToolChoiceIsMapped(String config, ToolChoice.Mode mode, int toolCount) {
        generate(USER + ",'tools':[{'functionDeclarations':[{'name':'f'},{'name':'g'}]}],"
                + "'toolConfig':{'functionCallingConfig':{" + config + "}}");
        assertEquals(mode, gateway.chats.lastRequest.toolChoice().mode());
        assertEquals(toolCount, gateway.chats.lastRequest.tools().size());
    }

    @ParameterizedTest
    @CsvSource({"LENGTH, MAX_TOKENS", "TOOL_CALLS, STOP", "CONTENT_FILTER, SAFETY", "REFUSAL, SAFETY", "OTHER, OTHER"})
    void theFinishReasonIsMapped(FinishReason reason, String expected) {
        gateway.chats.finishReason = reason;
        assertEquals(
                expected,
                generate(USER).path("candidates").path(0).path("finishReason").asText());
    }

    @Test
    void argumentsThatAreNotAnObjectEndTheResponseAsInGemini() {
        gateway.chats.events = List.of(new ChatEvent.InvalidToolCall("c", "f", "{'a", "cut"));
        JsonNode candidate = generate(USER).path("candidates").path(0);
        assertEquals("MALFORMED_FUNCTION_CALL", candidate.path("finishReason").asText());
        assertFalse(candidate.toString().contains("functionCall\""), candidate.toString());
    }

    @Test
    void tokensAreCounted() {
        String path = "/v1beta/models/p/m:countTokens";
        assertEquals(
                3, gateway.postJson(path, "{" + USER + "}").path("totalTokens").asInt());
        assertEquals("p/m", gateway.chats.lastCountRequest.model());
        JsonNode nested = gateway.postJson(
                path,
                "{'generateContentRequest':{'model':'models/p/m','systemInstruction':{'parts':[{'text':'s'}]}," + USER
                        + "}}");
        assertEquals(6, nested.path("totalTokens").asInt());
    }

    @Test
    void theModelsAreListedAndFoundByAnyName() {
        JsonNode model = GatewayFixture.json(
                        gateway.get("/v1beta/models?pageSize=50").body())
                .path("models")
                .get(0);
        assertEquals("models/test/some/model", model.path("name").asText());
        assertEquals(900, model.path("inputTokenLimit").asInt());
        for (String name : List.of("test/some/model", "test%2Fsome%2Fmodel", "some/model", "nick")) {
            assertEquals(
                    model,
                    GatewayFixture.json(gateway.get("/v1beta/models/" + name).body()),
                    name);
            assertEquals(200, gateway.get("/v1/models/" + name).statusCode());
        }
        HttpResponse<String> notFound = gateway.get("/v1beta/models/nobody");
        assertEquals(404, notFound.statusCode());
        assertEquals(
                "NOT_FOUND",
                GatewayFixture.json(notFound.body())
                        .path("error")
                        .path("status")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1beta/models", "/models"})
    void theModelListHasTheFormatThatTheClientReads(String path) {
        HttpResponse<String> response = gateway.send(gateway.requestBuilder(path)
                .header("x-goog-api-key", GatewayFixture.TOKEN)
                .GET()
                .build());
        assertTrue(GatewayFixture.json(response.body()).has("models"), response.body());
    }

    @Test
    void theModelInThePathIsDecoded() {
        gateway.post("/v1beta/models/p%2Fm+1%3A8b:generateContent", "{" + USER + "}");
        assertEquals("p/m+1:8b", gateway.chats.lastRequest.model());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|contents",
                "{'contents':['x']}|contents",
                "{'contents':[{'role':'nobody','parts':[]}]}|role must be user or model",
                "{'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'candidateCount':2}}|candidateCount",
                "{'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'responseLogprobs':true}}|responseLogprobs",
                "{'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'responseModalities':['IMAGE']}}|responseModalities",
                "{'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'responseMimeType':'text/x.enum'}}|responseMimeType",
                "{'contents':[{'parts':[{'text':'x'}]}],'cachedContent':'cachedContents/1'}|cachedContent",
                "{'contents':[{'parts':[{'fileData':{'fileUri':'files/1'}}]}]}|Files are not stored"
            })
    void unsupportedFieldsAreRefusedByName(String body, String message) {
        HttpResponse<String> response = gateway.post(PATH, body);
        JsonNode error = GatewayFixture.json(response.body()).path("error");
        assertEquals(400, response.statusCode());
        assertEquals("INVALID_ARGUMENT", error.path("status").asText());
        assertEquals(400, error.path("code").asInt());
        assertTrue(error.path("message").asText().contains(message), response.body());
    }

    @Test
    void aLimitErrorStatesTheTimeToWait() {
        gateway.chats.events = List.of();
        gateway.chats.failure =
                Optional.of(ErrorInfo.of(ErrorKind.RATE_LIMITED, "Slow down.").withRetryAfterMs(2500));
        HttpResponse<String> response = gateway.post(STREAM + "?alt=sse", "{" + USER + "}");
        JsonNode error = GatewayFixture.json(response.body()).path("error");
        assertEquals(429, response.statusCode());
        assertEquals("RESOURCE_EXHAUSTED", error.path("status").asText());
        assertEquals("3s", error.path("details").path(0).path("retryDelay").asText());
    }
}
