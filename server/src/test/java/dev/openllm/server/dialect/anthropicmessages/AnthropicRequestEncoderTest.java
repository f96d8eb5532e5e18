package dev.openllm.server.dialect.anthropicmessages;

import static dev.openllm.server.dialect.Calls.assistant;
import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.Calls.result;
import static dev.openllm.server.dialect.Calls.toolCall;
import static dev.openllm.server.dialect.Calls.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

/** Tests for the requests to Anthropic. */
class AnthropicRequestEncoderTest {

    private static final String BUDGET_MODEL = "claude-sonnet-4-5";
    private static final String ADAPTIVE_MODEL = "claude-opus-4-6";
    private static final String NEWEST_MODEL = "claude-sonnet-5";
    private static final Calls HELLO = helloCall(ADAPTIVE_MODEL);
    private static final Part THINKING = state("{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"S\"}");

    private final AnthropicDialect anthropic = new AnthropicDialect();

    /** Returns a call without cache breakpoints, which are tested separately. */
    private static Calls helloCall(String model) {
        return Calls.of(model, Message.user("Hello")).quirk(AnthropicQuirk.PROMPT_CACHE, "off");
    }

    private static Calls callWith(String model, Message... messages) {
        return Calls.of(model, messages).quirk(AnthropicQuirk.PROMPT_CACHE, "off");
    }

    private static Part state(String data) {
        return Calls.of(ADAPTIVE_MODEL).state(data);
    }

    private JsonNode encode(Calls call) {
        return json(call.encodeWith(anthropic).toString());
    }

    @Test
    void onlyRequiredFieldsAreAlwaysSent() {
        WireRequest request = anthropic.encode(HELLO.toChatCall());

        assertEquals("/messages", request.path());
        assertEquals(Map.of("anthropic-version", "2023-06-01"), request.headers());
        assertEquals(json("""
            {"model":"claude-opus-4-6","max_tokens":10000,"stream":true,
             "messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}]}
            """), encode(HELLO));
    }

    @Test
    void betaFeaturesAreNamedInAHeader() {
        assertEquals(
                "a,b",
                anthropic
                        .encode(HELLO.quirk(AnthropicQuirk.BETA, "a,b").toChatCall())
                        .headers()
                        .get("anthropic-beta"));
    }

    @Test
    void theSystemMessageIsSeparate() {
        JsonNode body = encode(callWith(ADAPTIVE_MODEL, Message.system("Be brief."), Message.user("Hello")));

        assertEquals(json("[{\"type\":\"text\",\"text\":\"Be brief.\"}]"), body.path("system"));
        assertEquals(1, body.path("messages").size());
    }

    @Test
    void newModelsThinkAdaptivelyWithAnEffort() {
        JsonNode body = encode(HELLO.options("{\"reasoningEffort\":\"high\",\"temperature\":0.5}"));

        assertEquals(json("{\"type\":\"adaptive\"}"), body.path("thinking"));
        assertEquals(json("{\"effort\":\"high\"}"), body.path("output_config"));
        assertFalse(body.has("temperature"));
    }

    @Test
    void theNewestModelsAreAskedToShowTheirReasoning() {
        assertEquals(
                json("{\"type\":\"adaptive\",\"display\":\"summarized\"}"),
                encode(helloCall(NEWEST_MODEL).options("{\"reasoningEffort\":\"low\"}"))
                        .path("thinking"));
    }

    @Test
    void thinkingBudgetsOfOlderModelsLeaveTokensForTheResponse() {
        assertEquals(
                json("{\"type\":\"enabled\",\"budget_tokens\":4096}"),
                encode(helloCall(BUDGET_MODEL).options("{\"reasoningEffort\":\"low\"}"))
                        .path("thinking"));
        assertEquals(
                json("{\"type\":\"enabled\",\"budget_tokens\":5000}"),
                encode(helloCall(BUDGET_MODEL).options("{\"reasoningEffort\":\"high\"}"))
                        .path("thinking"));
        assertEquals(
                json("{\"type\":\"enabled\",\"budget_tokens\":1024}"),
                encode(helloCall(BUDGET_MODEL).options("{\"reasoningEffort\":\"high\",\"maxOutputTokens\":1500}"))
                        .path("thinking"));
    }

    @Test
    void thinkingIsDisabledIfItWouldLeaveNoTokens() {
        assertFalse(encode(helloCall(BUDGET_MODEL).options("{\"reasoningEffort\":\"high\",\"maxOutputTokens\":1024}"))
                .has("thinking"));
    }

    @Test
    void aQuirkOverridesTheModelName() {
        assertEquals(
                "adaptive",
                encode(helloCall("some-model")
                                .quirk(AnthropicQuirk.THINKING, "adaptive")
                                .options("{\"reasoningEffort\":\"low\"}"))
                        .at("/thinking/type")
                        .asText());
    }

    @Test
    void aForcedToolExcludesThinking() {
        String effort = "{\"reasoningEffort\":\"high\"}";
        Calls forcedCall = HELLO.tools(Calls.tool("add", "{\"type\":\"object\"}"))
                .toolChoice(ToolChoice.REQUIRED)
                .options(effort);
        Calls olderForcedCall = helloCall(BUDGET_MODEL)
                .tools(Calls.tool("add", "{\"type\":\"object\"}"))
                .toolChoice(ToolChoice.REQUIRED)
                .options(effort);

        assertFalse(encode(forcedCall).has("thinking"));
        assertEquals("high", encode(forcedCall).at("/output_config/effort").asText());
        assertFalse(encode(olderForcedCall).has("thinking"));
    }

    @Test
    void aTurnThatStartedWithoutThinkingEndsWithoutIt() {
        Message calls = assistant(toolCall("t", "a", "{}"));
        Message messageWithThinking = assistant(THINKING, toolCall("t", "a", "{}"));
        String effort = "{\"reasoningEffort\":\"high\"}";

        assertFalse(encode(callWith(BUDGET_MODEL, Message.user("Hi"), calls, user(result("t", "1")))
                        .options(effort))
                .has("thinking"));
        assertEquals(
                "enabled",
                encode(callWith(BUDGET_MODEL, Message.user("Hi"), messageWithThinking, user(result("t", "1")))
                                .options(effort))
                        .at("/thinking/type")
                        .asText());
    }

    @Test
    void onlySupportedSamplingOptionsAreSent() {
        String samplingOptions = "{\"temperature\":1.5,\"topP\":0.9}";

        assertEquals(
                1,
                encode(helloCall("claude-3-haiku-20240307").options(samplingOptions))
                        .path("temperature")
                        .asDouble());
        assertEquals(
                0.9,
                encode(helloCall("claude-3-haiku-20240307").options(samplingOptions))
                        .path("top_p")
                        .asDouble());
        assertFalse(encode(helloCall(BUDGET_MODEL).options(samplingOptions)).has("top_p"));
        assertFalse(encode(helloCall(NEWEST_MODEL).options(samplingOptions)).has("temperature"));
    }

    @Test
    void blankStopSequencesAreOmitted() {
        assertEquals(
                json("[\"END\"]"),
                encode(HELLO.options("{\"stop\":[\"END\",\"\\n\"]}")).path("stop_sequences"));
    }

    @Test
    void toolsAreOptionalForcedOrForbidden() {
        Calls tool = HELLO.tools(Calls.tool("add", "{\"type\":\"object\"}"));

        assertFalse(encode(tool).has("tool_choice"));
        assertEquals(
                json("{\"type\":\"none\"}"),
                encode(tool.toolChoice(ToolChoice.NONE)).path("tool_choice"));
        assertEquals(
                json("{\"type\":\"any\"}"),
                encode(tool.toolChoice(ToolChoice.REQUIRED)).path("tool_choice"));
        assertEquals(
                json("{\"type\":\"tool\",\"name\":\"add\"}"),
                encode(tool.toolChoice(new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("add"))))
                        .path("tool_choice"));
        assertEquals(
                json("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"),
                encode(tool.options("{\"parallelToolCalls\":false}")).path("tool_choice"));
    }

    @Test
    void aStructuredResponseHasAClosedSchemaWithOnlyEnforceableKeywords() {
        Calls structuredCall = HELLO.options("""
            {"responseFormat":{"schema":{"type":"object","properties":{
              "maximum":{"type":"integer","maximum":9},"list":{"type":"array","minItems":2,"items":{"type":"object"}}}}}}
            """);

        assertEquals(json("""
            {"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false,"properties":{
              "maximum":{"type":"integer"},
              "list":{"type":"array","items":{"type":"object","additionalProperties":false}}}}}}
            """), encode(structuredCall).path("output_config"));
    }

    @Test
    void imagesAndDocumentsBecomeBlocks() {
        JsonNode content = encode(callWith(
                        ADAPTIVE_MODEL,
                        user(
                                Part.Image.ofData("image/png", "AAAA"),
                                new Part.Image("image/png", "", Optional.of("https://example.com/a.png")),
                                new Part.File("application/pdf", "BBBB", Optional.of("a.pdf")),
                                new Part.File("text/markdown", "SGk=", Optional.empty()))))
                .at("/messages/0/content");

        assertEquals(json("""
            [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
             {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}},
             {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"BBBB"},"title":"a.pdf"},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hi"}}]
            """), content);
    }

    @Test
    void toolResultsComeFirstWithTheirImages() {
        Part.ToolResult screenshot =
                new Part.ToolResult("t", List.of(new Part.Text("Here"), Part.Image.ofData("image/png", "AAAA")), false);
        JsonNode body = encode(callWith(
                ADAPTIVE_MODEL,
                Message.user("Hi"),
                assistant(new Part.Text("Looking"), toolCall("t", "shot", "{\"n\":1}")),
                user(new Part.Text("Quick!"), screenshot)));

        assertEquals(json("""
            [{"role":"user","content":[{"type":"text","text":"Hi"}]},
             {"role":"assistant","content":[{"type":"text","text":"Looking"},
               {"type":"tool_use","id":"t","name":"shot","input":{"n":1}}]},
             {"role":"user","content":[
               {"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"Here"},
                 {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
               {"type":"text","text":"Quick!"}]}]
            """), body.path("messages"));
    }

    @Test
    void aFailedToolIsMarkedAndAnEmptyResultHasNoContent() {
        JsonNode content = encode(callWith(
                        ADAPTIVE_MODEL,
                        user(
                                new Part.ToolResult("t", List.of(new Part.Text("No net")), true),
                                new Part.ToolResult("u", List.of(new Part.Text("")), false))))
                .at("/messages/0/content");

        assertEquals(json("true"), content.at("/0/is_error"));
        assertFalse(content.path(1).has("content"));
    }

    @Test
    void thinkingIsSentBackUnchangedBeforeTheCallsItLedTo() {
        Part redactedThinking = state("{\"type\":\"redacted_thinking\",\"data\":\"XYZ\"}");
        JsonNode content = encode(callWith(
                        ADAPTIVE_MODEL,
                        Message.user("Hi"),
                        assistant(new Part.Text("Looking"), toolCall("t", "a", "{}"), THINKING, redactedThinking)))
                .at("/messages/1/content");

        assertEquals(json("""
            [{"type":"thinking","thinking":"hm","signature":"S"},{"type":"redacted_thinking","data":"XYZ"},
             {"type":"text","text":"Looking"},{"type":"tool_use","id":"t","name":"a","input":{}}]
            """), content);
    }

    @Test
    void thinkingBetweenOtherPartsKeepsItsPosition() {
        JsonNode content = encode(callWith(
                        ADAPTIVE_MODEL,
                        Message.user("Hi"),
                        assistant(THINKING, new Part.Text("One"), THINKING, toolCall("t", "a", "{}"))))
                .at("/messages/1/content");

        assertEquals("thinking", content.at("/2/type").asText());
    }

    @Test
    void stateInAnotherFormatIsOmitted() {
        JsonNode content = encode(callWith(
                        ADAPTIVE_MODEL,
                        Message.user("Hi"),
                        assistant(state("{\"encrypted\":\"x\"}"), new Part.Text("A"))))
                .at("/messages/1/content");

        assertEquals(json("[{\"type\":\"text\",\"text\":\"A\"}]"), content);
    }

    @Test
    void aResponseToContinueHasNoTrailingWhitespace() {
        JsonNode body = encode(callWith(ADAPTIVE_MODEL, Message.user("Hi"), Message.assistant("Well \n")));

        assertEquals("Well", body.at("/messages/1/content/0/text").asText());
    }

    @Test
    void theModelListIsRequestedInPages() {
        assertEquals(
                Map.of("limit", "1000"), anthropic.listModels(Optional.empty()).query());
        assertEquals("m", anthropic.listModels(Optional.of("m")).query().get("after_id"));
        assertEquals(
                "2023-06-01", anthropic.listModels(Optional.empty()).headers().get("anthropic-version"));
        assertEquals(
                Optional.of("b"),
                anthropic
                        .readModels(json("{\"data\":[{\"id\":\"a\"}],\"has_more\":true,\"last_id\":\"b\"}"))
                        .next());
        assertEquals(
                Optional.empty(),
                anthropic
                        .readModels(json("{\"data\":[{\"id\":\"a\"}],\"has_more\":false,\"last_id\":\"b\"}"))
                        .next());
    }

    @Test
    void theModelListStatesHowToRequestReasoning() {
        var model = anthropic.readModels(json("""
            {"data":[{"id":"claude-x","max_input_tokens":9,"max_tokens":5,"capabilities":{
              "image_input":{"supported":true},"pdf_input":{"supported":false},
              "thinking":{"supported":true,"types":{"adaptive":{"supported":true}}},
              "effort":{"supported":true,"max":{"supported":true},"low":{"supported":true}}}}]}
            """)).models().getFirst();

        assertEquals(Optional.of(true), model.vision());
        assertEquals(Optional.of(false), model.files());
        assertEquals(List.of("low", "max"), model.reasoningEfforts());
        assertEquals("adaptive", model.quirks().value(AnthropicQuirk.THINKING, ""));
    }
}
