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

    private static final String OLD_MODEL = "gemini-1.5-pro";
    private static final String BUDGET_MODEL = "gemini-2.5-flash";
    private static final String NEW_MODEL = "gemini-3-flash-preview";
    private static final Calls HELLO = Calls.of(NEW_MODEL, Message.user("Hello"));

    private final GeminiDialect gemini = new GeminiDialect();

    private JsonNode thinkingConfig(Calls call) {
        return json(
                call.encodeWith(gemini).at("/generationConfig/thinkingConfig").toString());
    }

    @Test
    void unsetOptionsAreNotSent() {
        assertEquals(
                json("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}"),
                HELLO.withoutReasoning().encodeWith(gemini));
    }

    @Test
    void theModelAndTheMethodAreInThePath() {
        WireRequest streamed = gemini.encode(HELLO.toChatCall());
        WireRequest unstreamed = gemini.encode(HELLO.streamed(false).toChatCall());

        assertEquals("/models/gemini-3-flash-preview:streamGenerateContent", streamed.path());
        assertEquals(Map.of("alt", "sse"), streamed.query());
        assertEquals("/models/gemini-3-flash-preview:generateContent", unstreamed.path());
        assertEquals(Map.of(), unstreamed.query());
    }

    @Test
    void aModelNameWithACollectionIsUnchanged() {
        assertEquals(
                "/tunedModels/mine:streamGenerateContent",
                gemini.encode(Calls.of("tunedModels/mine", Message.user("Hi")).toChatCall())
                        .path());
    }

    @Test
    void anUnusualModelNameCannotLeaveThePath() {
        assertEquals(
                "/models/a%3Fkey%3D%23%C3%A9:streamGenerateContent",
                gemini.encode(Calls.of("a?key=#é", Message.user("Hi")).toChatCall())
                        .path());
    }

    @Test
    void theSystemMessageIsAnInstruction() {
        JsonNode body = Calls.of(NEW_MODEL, Message.system("Be brief."), Message.user("Hello"))
                .encodeWith(gemini);

        assertEquals(json("{\"parts\":[{\"text\":\"Be brief.\"}]}"), body.path("systemInstruction"));
        assertEquals(1, body.path("contents").size());
    }

    @Test
    void aModelWithoutInstructionsGetsTheSystemMessageInTheUserMessage() {
        JsonNode body = Calls.of("gemma-3-27b-it", Message.system("Be brief."), Message.user("Hello"))
                .encodeWith(gemini);

        assertFalse(body.has("systemInstruction"));
        assertEquals(json("[{\"text\":\"Be brief.\"},{\"text\":\"Hello\"}]"), body.at("/contents/0/parts"));
    }

    @Test
    void samplingAndLimitsAreSentInTheGenerationConfig() {
        JsonNode body = HELLO.withoutReasoning()
                .options("{\"maxOutputTokens\":64,\"temperature\":0.5,\"topP\":0.9,\"seed\":7,\"stop\":[\"END\"]}")
                .encodeWith(gemini);

        assertEquals(
                json(
                        "{\"maxOutputTokens\":64,\"temperature\":0.5,\"topP\":0.9,\"seed\":7,\"stopSequences\":[\"END\"]}"),
                json(body.path("generationConfig").toString()));
    }

    @Test
    void newModelsUseAThinkingLevel() {
        assertEquals(
                json("{\"includeThoughts\":true,\"thinkingLevel\":\"high\"}"),
                thinkingConfig(HELLO.options("{\"reasoningEffort\":\"max\"}")));
        assertEquals(
                json("{\"includeThoughts\":true,\"thinkingLevel\":\"low\"}"),
                thinkingConfig(Calls.of("gemini-3-pro-preview", Message.user("Hi"))
                        .options("{\"reasoningEffort\":\"minimal\"}")));
    }

    @Test
    void secondGenerationModelsUseAThinkingBudget() {
        Calls flashCall = Calls.of(BUDGET_MODEL, Message.user("Hi"));
        Calls proCall = Calls.of("gemini-2.5-pro", Message.user("Hi"));

        assertEquals(
                json("{\"includeThoughts\":true,\"thinkingBudget\":8192}"),
                thinkingConfig(flashCall.options("{\"reasoningEffort\":\"medium\"}")));
        assertEquals(
                json("{\"thinkingBudget\":0}"), thinkingConfig(flashCall.options("{\"reasoningEffort\":\"none\"}")));
        assertEquals(
                json("{\"thinkingBudget\":128}"), thinkingConfig(proCall.options("{\"reasoningEffort\":\"none\"}")));
    }

    @Test
    void reasoningLeavesTokensForTheResponse() {
        assertEquals(
                500,
                thinkingConfig(Calls.of(BUDGET_MODEL, Message.user("Hi"))
                                .options("{\"reasoningEffort\":\"high\",\"maxOutputTokens\":1000}"))
                        .path("thinkingBudget")
                        .asInt());
    }

    @Test
    void noReasoningIsRequestedFromAModelThatDoesNotSupportIt() {
        assertFalse(HELLO.withoutReasoning()
                .options("{\"reasoningEffort\":\"high\"}")
                .encodeWith(gemini)
                .has("generationConfig"));
        assertFalse(Calls.of("gemini-2.0-flash", Message.user("Hi"))
                .encodeWith(gemini)
                .has("generationConfig"));
    }

    @Test
    void schemasAreUnchangedIfTheModelAcceptsThem() {
        Calls tool = HELLO.tools(Calls.tool("add", "{\"type\":\"object\",\"additionalProperties\":false}"));

        assertEquals(
                json("{\"type\":\"object\",\"additionalProperties\":false}"),
                tool.encodeWith(gemini).at("/tools/0/functionDeclarations/0/parametersJsonSchema"));
    }

    @Test
    void schemasAreAdaptedForOldModelsAndByQuirk() {
        String schema = "{\"type\":\"object\",\"additionalProperties\":false}";
        Calls oldModelCall = Calls.of(OLD_MODEL, Message.user("Hi")).tools(Calls.tool("add", schema));
        Calls proxiedCall = HELLO.tools(Calls.tool("add", schema)).quirk(GeminiQuirk.SCHEMA, "openapi");

        assertEquals(
                json("{\"type\":\"object\"}"),
                oldModelCall.encodeWith(gemini).at("/tools/0/functionDeclarations/0/parameters"));
        assertEquals(
                json("{\"type\":\"object\"}"),
                proxiedCall.encodeWith(gemini).at("/tools/0/functionDeclarations/0/parameters"));
    }

    @Test
    void toolsAreOptionalForcedOrForbidden() {
        Calls tool = HELLO.tools(Calls.tool("add", "{\"type\":\"object\"}"));

        assertFalse(tool.encodeWith(gemini).has("toolConfig"));
        assertEquals(
                json("{\"mode\":\"ANY\"}"),
                tool.toolChoice(ToolChoice.REQUIRED).encodeWith(gemini).at("/toolConfig/functionCallingConfig"));
        assertEquals(
                json("{\"mode\":\"NONE\"}"),
                tool.toolChoice(ToolChoice.NONE).encodeWith(gemini).at("/toolConfig/functionCallingConfig"));
        assertEquals(
                json("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"add\"]}"),
                tool.toolChoice(new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("add")))
                        .encodeWith(gemini)
                        .at("/toolConfig/functionCallingConfig"));
    }

    @Test
    void jsonResponsesAreConstrainedToTheSchema() {
        Calls constrainedCall =
                HELLO.withoutReasoning().options("{\"responseFormat\":{\"schema\":{\"type\":\"object\"}}}");

        assertEquals(
                json("{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"object\"}}"),
                constrainedCall.encodeWith(gemini).path("generationConfig"));
    }

    @Test
    void toolsTakePrecedenceOverJsonIfTheCombinationIsRefused() {
        Calls toolsAndJson = Calls.of("gemini-2.0-flash", Message.user("Hi"))
                .tools(Calls.tool("add", "{\"type\":\"object\"}"))
                .options("{\"responseFormat\":{}}");

        assertFalse(toolsAndJson.encodeWith(gemini).has("generationConfig"));
    }

    @Test
    void imagesAndDocumentsAreSentInline() {
        JsonNode body = Calls.of(
                        NEW_MODEL,
                        user(
                                Part.Image.ofData("image/png", "AAAA"),
                                new Part.File("application/pdf", "BBBB", Optional.empty()),
                                new Part.Text("What?")))
                .encodeWith(gemini);

        assertEquals(json("""
            [{"inlineData":{"mimeType":"image/png","data":"AAAA"}},
             {"inlineData":{"mimeType":"application/pdf","data":"BBBB"}},{"text":"What?"}]
            """), body.at("/contents/0/parts"));
    }

    @Test
    void toolResultsComeFirstAsObjectsWithTheToolName() {
        JsonNode body = Calls.of(
                        BUDGET_MODEL,
                        Message.user("Weather?"),
                        assistant(toolCall("c1", "weather", "{\"city\":\"Rome\"}")),
                        user(new Part.Text("Quick!"), result("c1", "[1]")))
                .encodeWith(gemini);

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
                        BUDGET_MODEL,
                        assistant(toolCall("c1", "weather", "{}")),
                        user(new Part.ToolResult("c1", List.of(new Part.Text("No net")), true)))
                .encodeWith(gemini);

        assertEquals(json("{\"error\":\"No net\"}"), body.at("/contents/1/parts/0/functionResponse/response"));
    }

    @Test
    void imagesOfToolResultsAreSentInsideOrNextToTheResponse() {
        Message call = assistant(toolCall("c1", "shot", "{}"));
        Message result = user(new Part.ToolResult("c1", List.of(Part.Image.ofData("image/png", "AAAA")), false));

        JsonNode nestedImage =
                Calls.of(NEW_MODEL, call, result).encodeWith(gemini).at("/contents/1/parts");
        JsonNode separateImage =
                Calls.of(BUDGET_MODEL, call, result).encodeWith(gemini).at("/contents/1/parts");

        assertEquals(
                "AAAA",
                nestedImage.at("/0/functionResponse/parts/0/inlineData/data").asText());
        assertEquals(1, nestedImage.size());
        assertEquals("AAAA", separateImage.at("/1/inlineData/data").asText());
    }

    @Test
    void aSignatureIsSentBackWithItsCall() {
        Part state = HELLO.state("{\"thoughtSignature\":\"S\",\"callId\":\"c1\"}");
        JsonNode body = Calls.of(
                        NEW_MODEL,
                        Message.user("Hi"),
                        assistant(toolCall("c1", "a", "{}"), state, toolCall("c2", "b", "{}")))
                .encodeWith(gemini);

        assertEquals("S", body.at("/contents/1/parts/0/thoughtSignature").asText());
        assertFalse(body.at("/contents/1/parts/1").has("thoughtSignature"));
    }

    @Test
    void aCallOfAnotherModelGetsTheSubstituteSignature() {
        Message foreignMessage = assistant(toolCall("c1", "a", "{}"), toolCall("c2", "b", "{}"));

        JsonNode parts = Calls.of(NEW_MODEL, Message.user("Hi"), foreignMessage)
                .encodeWith(gemini)
                .at("/contents/1/parts");
        JsonNode olderModelParts = Calls.of(BUDGET_MODEL, Message.user("Hi"), foreignMessage)
                .encodeWith(gemini)
                .at("/contents/1/parts");

        assertEquals(
                "skip_thought_signature_validator",
                parts.at("/0/thoughtSignature").asText());
        assertFalse(parts.path(1).has("thoughtSignature"));
        assertFalse(olderModelParts.path(0).has("thoughtSignature"));
    }

    @Test
    void aSignatureIsSentBackWithItsPartOfTheTextHoweverTheTextIsSplit() {
        Part textSignature =
                HELLO.state(GeminiSignature.OnText.of(2, "cd", "S").data().toString());
        Part endSignature =
                HELLO.state(GeminiSignature.OnText.of(6, "", "E").data().toString());

        JsonNode body = Calls.of(
                        NEW_MODEL,
                        Message.user("Hi"),
                        assistant(new Part.Text("abc"), textSignature, new Part.Text("def"), endSignature))
                .encodeWith(gemini);

        assertEquals(json("""
            [{"text":"ab"},{"text":"cd","thoughtSignature":"S"},{"text":"ef"},{"text":"","thoughtSignature":"E"}]
            """), body.at("/contents/1/parts"));
    }

    @Test
    void aSignatureForRemovedTextIsOmitted() {
        Part state =
                HELLO.state(GeminiSignature.OnText.of(0, "gone", "S").data().toString());

        JsonNode body = Calls.of(NEW_MODEL, Message.user("Hi"), assistant(new Part.Text("changed"), state))
                .encodeWith(gemini);

        assertEquals(json("[{\"text\":\"changed\"}]"), body.at("/contents/1/parts"));
    }

    @Test
    void anEmptyTurnIsOmitted() {
        JsonNode body = Calls.of(NEW_MODEL, Message.user("Hi"), assistant(new Part.Reasoning("hm")))
                .encodeWith(gemini);

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
