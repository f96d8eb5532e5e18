package dev.openllm.server.dialect.gemini;

import static dev.openllm.server.dialect.Calls.assistant;
import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.Calls.result;
import static dev.openllm.server.dialect.Calls.toolCall;
import static dev.openllm.server.dialect.Calls.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests for the requests to Gemini. */
class GeminiRequestEncoderTest {

    private static final String OLD = "gemini-1.5-pro";
    private static final String BUDGETED = "gemini-2.5-flash";
    private static final String NEW = "gemini-3-flash-preview";
    private static final Calls HELLO = Calls.of(NEW, Message.user("Hello"));

    private final GeminiDialect gemini = new GeminiDialect();

    private JsonNode thinking(Calls call) {
        return json(
                call.encodedBy(gemini).at("/generationConfig/thinkingConfig").toString());
    }

    @Test
    void unsetOptionsAreNotSent() {
        assertEquals(
                json("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}"),
                HELLO.withoutReasoning().encodedBy(gemini));
    }

    @Test
    void theModelAndTheMethodAreInThePath() {
        WireRequest streamed = gemini.encode(HELLO.call());
        WireRequest whole = gemini.encode(HELLO.streamed(false).call());

        assertEquals("/models/gemini-3-flash-preview:streamGenerateContent", streamed.path());
        assertEquals(Map.of("alt", "sse"), streamed.query());
        assertEquals("/models/gemini-3-flash-preview:generateContent", whole.path());
        assertEquals(Map.of(), whole.query());
    }

    @Test
    void aModelNameWithACollectionIsUnchanged() {
        assertEquals(
                "/tunedModels/mine:streamGenerateContent",
                gemini.encode(Calls.of("tunedModels/mine", Message.user("Hi")).call())
                        .path());
    }

    @Test
    void anUnusualModelNameCannotLeaveThePath() {
        assertEquals(
                "/models/a%3Fkey%3D%23%C3%A9:streamGenerateContent",
                gemini.encode(Calls.of("a?key=#é", Message.user("Hi")).call()).path());
    }

    @Test
    void theSystemMessageIsAnInstruction() {
        JsonNode body = Calls.of(NEW, Message.system("Be brief."), Message.user("Hello"))
                .encodedBy(gemini);

        assertEquals(json("{\"parts\":[{\"text\":\"Be brief.\"}]}"), body.path("systemInstruction"));
        assertEquals(1, body.path("contents").size());
    }

    @Test
    void aModelWithoutInstructionsGetsTheSystemMessageInTheUserMessage() {
        JsonNode body = Calls.of("gemma-3-27b-it", Message.system("Be brief."), Message.user("Hello"))
                .encodedBy(gemini);

        assertFalse(body.has("systemInstruction"));
        assertEquals(json("[{\"text\":\"Be brief.\"},{\"text\":\"Hello\"}]"), body.at("/contents/0/parts"));
    }

    @Test
    void samplingAndLimitsAreSentInTheGenerationConfig() {
        JsonNode body = HELLO.withoutReasoning()
                .options("{\"maxOutputTokens\":64,\"temperature\":0.5,\"topP\":0.9,\"seed\":7,\"stop\":[\"END\"]}")
                .encodedBy(gemini);

        assertEquals(
                json(
                        "{\"maxOutputTokens\":64,\"temperature\":0.5,\"topP\":0.9,\"seed\":7,\"stopSequences\":[\"END\"]}"),
                json(body.path("generationConfig").toString()));
    }

    @Test
    void newModelsUseAThinkingLevel() {
        assertEquals(
                json("{\"includeThoughts\":true,\"thinkingLevel\":\"high\"}"),
                thinking(HELLO.options("{\"reasoningEffort\":\"max\"}")));
        assertEquals(
                json("{\"includeThoughts\":true,\"thinkingLevel\":\"low\"}"),
                thinking(Calls.of("gemini-3-pro-preview", Message.user("Hi"))
                        .options("{\"reasoningEffort\":\"minimal\"}")));
    }

    @Test
    void secondGenerationModelsUseAThinkingBudget() {
        Calls flash = Calls.of(BUDGETED, Message.user("Hi"));
        Calls pro = Calls.of("gemini-2.5-pro", Message.user("Hi"));

        assertEquals(
                json("{\"includeThoughts\":true,\"thinkingBudget\":8192}"),
                thinking(flash.options("{\"reasoningEffort\":\"medium\"}")));
        assertEquals(json("{\"thinkingBudget\":0}"), thinking(flash.options("{\"reasoningEffort\":\"none\"}")));
        assertEquals(json("{\"thinkingBudget\":128}"), thinking(pro.options("{\"reasoningEffort\":\"none\"}")));
    }

    @Test
    void reasoningLeavesTokensForTheResponse() {
        assertEquals(
                500,
                thinking(Calls.of(BUDGETED, Message.user("Hi"))
                                .options("{\"reasoningEffort\":\"high\",\"maxOutputTokens\":1000}"))
                        .path("thinkingBudget")
                        .asInt());
    }

    @Test
    void noReasoningIsRequestedFromAModelThatDoesNotSupportIt() {
        assertFalse(HELLO.withoutReasoning()
                .options("{\"reasoningEffort\":\"high\"}")
                .encodedBy(gemini)
                .has("generationConfig"));
        assertFalse(Calls.of("gemini-2.0-flash", Message.user("Hi"))
                .encodedBy(gemini)
                .has("generationConfig"));
    }

    @Test
    void schemasAreUnchangedIfTheModelAcceptsThem() {
        Calls tool = HELLO.tools(Calls.tool("add", "{\"type\":\"object\",\"additionalProperties\":false}"));

        assertEquals(
                json("{\"type\":\"object\",\"additionalProperties\":false}"),
                tool.encodedBy(gemini).at("/tools/0/functionDeclarations/0/parametersJsonSchema"));
    }

    @Test
    void schemasAreAdaptedForOldModelsAndByQuirk() {
        String schema = "{\"type\":\"object\",\"additionalProperties\":false}";
        Calls old = Calls.of(OLD, Message.user("Hi")).tools(Calls.tool("add", schema));
        Calls proxied = HELLO.tools(Calls.tool("add", schema)).quirk(GeminiQuirk.SCHEMA, "openapi");

        assertEquals(
                json("{\"type\":\"object\"}"), old.encodedBy(gemini).at("/tools/0/functionDeclarations/0/parameters"));
        assertEquals(
                json("{\"type\":\"object\"}"),
                proxied.encodedBy(gemini).at("/tools/0/functionDeclarations/0/parameters"));
    }

    @Test
    void toolsAreOptionalForcedOrForbidden() {
        Calls tool = HELLO.tools(Calls.tool("add", "{\"type\":\"object\"}"));

        assertFalse(tool.encodedBy(gemini).has("toolConfig"));
        assertEquals(
                json("{\"mode\":\"ANY\"}"),
                tool.choosing(ToolChoice.REQUIRED).encodedBy(gemini).at("/toolConfig/functionCallingConfig"));
        assertEquals(
                json("{\"mode\":\"NONE\"}"),
                tool.choosing(ToolChoice.NONE).encodedBy(gemini).at("/toolConfig/functionCallingConfig"));
        assertEquals(
                json("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"add\"]}"),
                tool.choosing(new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("add")))
                        .encodedBy(gemini)
                        .at("/toolConfig/functionCallingConfig"));
    }

    @Test
    void jsonResponsesAreConstrainedToTheSchema() {
        Calls bound = HELLO.withoutReasoning().options("{\"responseFormat\":{\"schema\":{\"type\":\"object\"}}}");

        assertEquals(
                json("{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"object\"}}"),
                bound.encodedBy(gemini).path("generationConfig"));
    }

    @Test
    void toolsTakePrecedenceOverJsonIfTheCombinationIsRefused() {
        Calls both = Calls.of("gemini-2.0-flash", Message.user("Hi"))
                .tools(Calls.tool("add", "{\"type\":\"object\"}"))
                .options("{\"responseFormat\":{}}");

        assertFalse(both.encodedBy(gemini).has("generationConfig"));
    }

    @Test
    void imagesAndDocumentsAreSentInline() {
        JsonNode body = Calls.of(
                        NEW,
                        user(
                                Part.Image.ofData("image/png", "AAAA"),
                                new Part.File("application/pdf", "BBBB", Optional.empty()),
                                new Part.Text("What?")))
                .encodedBy(gemini);

        assertEquals(json("""
            [{"inlineData":{"mimeType":"image/png","data":"AAAA"}},
             {"inlineData":{"mimeType":"application/pdf","data":"BBBB"}},{"text":"What?"}]
            """), body.at("/contents/0/parts"));
    }

    @Test
    void toolResultsComeFirstAsObjectsWithTheToolName() {
        JsonNode body = Calls.of(
                        BUDGETED,
                        Message.user("Weather?"),
                        assistant(toolCall("c1", "weather", "{\"city\":\"Rome\"}")),
                        user(new Part.Text("Quick!"), result("c1", "[1]")))
                .encodedBy(gemini);

        assertEquals(json("""
            [{"role":"user","parts":[{"text":"Weather?"}]},
             {"role":"model","parts":[{"functionCall":{"id":"c1","name":"weather","args":{"city":"Rome"}}}]},
             {"role":"user","parts":[
               {"functionResponse":{"id":"c1","name":"weather","response":{"output":"[1]"}}},{"text":"Quick!"}]}]
            """), body.path("contents"));
    }

    @Test
    void aFailedToolIsMarked() {
        JsonNode body = Calls.of(
                        BUDGETED,
                        assistant(toolCall("c1", "weather", "{}")),
                        user(new Part.ToolResult("c1", List.of(new Part.Text("No net")), true)))
                .encodedBy(gemini);

        assertEquals(json("{\"error\":\"No net\"}"), body.at("/contents/1/parts/0/functionResponse/response"));
    }

    @Test
    void imagesOfToolResultsAreSentInsideOrNextToTheResponse() {
        Message call = assistant(toolCall("c1", "shot", "{}"));
        Message answer = user(new Part.ToolResult("c1", List.of(Part.Image.ofData("image/png", "AAAA")), false));

        JsonNode inside = Calls.of(NEW, call, answer).encodedBy(gemini).at("/contents/1/parts");
        JsonNode beside = Calls.of(BUDGETED, call, answer).encodedBy(gemini).at("/contents/1/parts");

        assertEquals(
                "AAAA", inside.at("/0/functionResponse/parts/0/inlineData/data").asText());
        assertEquals(1, inside.size());
        assertEquals("AAAA", beside.at("/1/inlineData/data").asText());
    }

    @Test
    void aSignatureIsSentBackWithItsCall() {
        Part state = HELLO.state("{\"thoughtSignature\":\"S\",\"callId\":\"c1\"}");
        JsonNode body = Calls.of(
                        NEW, Message.user("Hi"), assistant(toolCall("c1", "a", "{}"), state, toolCall("c2", "b", "{}")))
                .encodedBy(gemini);

        assertEquals("S", body.at("/contents/1/parts/0/thoughtSignature").asText());
        assertFalse(body.at("/contents/1/parts/1").has("thoughtSignature"));
    }

    @Test
    void aCallOfAnotherModelGetsTheSubstituteSignature() {
        Message foreign = assistant(toolCall("c1", "a", "{}"), toolCall("c2", "b", "{}"));

        JsonNode parts =
                Calls.of(NEW, Message.user("Hi"), foreign).encodedBy(gemini).at("/contents/1/parts");
        JsonNode older = Calls.of(BUDGETED, Message.user("Hi"), foreign)
                .encodedBy(gemini)
                .at("/contents/1/parts");

        assertEquals(
                "skip_thought_signature_validator",
                parts.at("/0/thoughtSignature").asText());
        assertFalse(parts.path(1).has("thoughtSignature"));
        assertFalse(older.path(0).has("thoughtSignature"));
    }

    @Test
    void aSignatureIsSentBackWithItsPartOfTheTextHoweverTheTextIsSplit() {
        Part on = HELLO.state(GeminiSignature.OnText.of(2, "cd", "S").data().toString());
        Part end = HELLO.state(GeminiSignature.OnText.of(6, "", "E").data().toString());

        JsonNode body = Calls.of(
                        NEW, Message.user("Hi"), assistant(new Part.Text("abc"), on, new Part.Text("def"), end))
                .encodedBy(gemini);

        assertEquals(json("""
            [{"text":"ab"},{"text":"cd","thoughtSignature":"S"},{"text":"ef"},{"text":"","thoughtSignature":"E"}]
            """), body.at("/contents/1/parts"));
    }

    @Test
    void aSignatureForRemovedTextIsOmitted() {
        Part state =
                HELLO.state(GeminiSignature.OnText.of(0, "gone", "S").data().toString());

        JsonNode body = Calls.of(NEW, Message.user("Hi"), assistant(new Part.Text("changed"), state))
                .encodedBy(gemini);

        assertEquals(json("[{\"text\":\"changed\"}]"), body.at("/contents/1/parts"));
    }

    @Test
    void anEmptyTurnIsOmitted() {
        JsonNode body = Calls.of(NEW, Message.user("Hi"), assistant(new Part.Reasoning("hm")))
                .encodedBy(gemini);

        assertEquals(1, body.path("contents").size());
    }

    @Test
    void theModelListIsRequestedInPages() {
        assertEquals(
                Map.of("pageSize", "1000"), gemini.listModels(Optional.empty()).query());
        assertEquals(
                Map.of("pageSize", "1000", "pageToken", "t"),
                gemini.listModels(Optional.of("t")).query());
    }

    @Test
    void theModelListStatesWhichModelsSupportChat() {
        var page = gemini.readModels(json("""
            {"models":[
              {"name":"models/gemini-2.5-pro","displayName":"Pro","inputTokenLimit":10,"thinking":true,
               "supportedGenerationMethods":["generateContent"]},
              {"name":"models/gemini-2.5-flash-preview-tts","supportedGenerationMethods":["generateContent"]},
              {"name":"models/gemini-embedding-001","supportedGenerationMethods":["embedContent"]}],
             "nextPageToken":"t"}
            """));

        assertEquals(Optional.of("t"), page.next());
        assertEquals(List.of("low", "medium", "high"), page.models().get(0).reasoningEfforts());
        assertTrue(page.models().get(0).chat().orElseThrow());
        assertFalse(page.models().get(1).chat().orElseThrow());
        assertFalse(page.models().get(2).chat().orElseThrow());
    }
}
