package dev.openllm.server.dialect.openairesponses;

import static dev.openllm.server.dialect.Calls.assistant;
import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.Calls.result;
import static dev.openllm.server.dialect.Calls.tool;
import static dev.openllm.server.dialect.Calls.toolCall;
import static dev.openllm.server.dialect.Calls.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.SameJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests for the Responses API requests that the dialect writes. */
class OpenAiResponsesRequestTest {

    private static final String ADD_SCHEMA = "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"number\"}}}";
    private static final String FIRST_REASONING =
            "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"e1\"}";
    private static final String SECOND_REASONING =
            "{\"type\":\"reasoning\",\"id\":\"rs_2\",\"summary\":[],\"encrypted_content\":\"e2\"}";

    private final OpenAiResponsesDialect dialect = new OpenAiResponsesDialect();

    private static Calls callWith(Message... messages) {
        return Calls.of("m", messages).streamed(false);
    }

    private ObjectNode body(Calls calls) {
        return calls.encodeWith(dialect);
    }

    private JsonNode input(Calls calls) {
        return body(calls).path("input");
    }

    @Test
    void theProviderStoresNothing() {
        assertEquals(
                json("{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"store\":false}"),
                body(callWith(Message.user("Hi")).withoutReasoning()));
    }

    @Test
    void encryptedReasoningIsRequestedFromReasoningModels() {
        assertEquals(
                json("[\"reasoning.encrypted_content\"]"),
                body(callWith(Message.user("Hi"))).path("include"));
    }

    @Test
    void effortAndSummaryAreRequestedTogether() {
        Calls calls = callWith(Message.user("Hi")).efforts("none", "low", "high");
        assertEquals(
                json("{\"effort\":\"high\"}"),
                body(calls.options("{\"reasoningEffort\":\"max\"}")).path("reasoning"));
        assertEquals(
                json("{\"summary\":\"auto\"}"),
                body(calls.quirk("reasoning-summary", "auto")).path("reasoning"));
        assertEquals(
                json("{\"effort\":\"none\"}"),
                body(calls.quirk("reasoning-summary", "auto").options("{\"reasoningEffort\":\"none\"}"))
                        .path("reasoning"));
    }

    @Test
    void optionsAreSentAsSpecified() {
        ObjectNode body = body(
                callWith(Message.user("Hi")).withoutReasoning().streamed(true).options("""
                    {"maxOutputTokens":100,"temperature":0.5,"topP":0.9,"stop":["END"],"seed":7,
                     "extra":{"truncation":"auto"}}\
                    """));
        body.remove(List.of("model", "input", "store"));
        assertEquals(SameJson.of(json("""
            {"stream":true,"max_output_tokens":100,"temperature":0.5,"top_p":0.9,"truncation":"auto"}\
            """)), SameJson.of(body));
    }

    @Test
    void fieldsAreOmittedByQuirk() {
        assertFalse(
                body(callWith(Message.user("Hi")).quirk("omit-include", "true")).has("include"));
    }

    @Test
    void toolsAreOfferedWithoutStrictness() {
        assertEquals(
                json("[{\"type\":\"function\",\"name\":\"add\",\"description\":\"Does add.\",\"parameters\":"
                        + ADD_SCHEMA + ",\"strict\":false}]"),
                body(callWith(Message.user("Hi")).tools(tool("add", ADD_SCHEMA)))
                        .path("tools"));
    }

    @Test
    void aNonDefaultToolChoiceIsSentWithTools() {
        Calls calls =
                callWith(Message.user("Hi")).tools(tool("add", ADD_SCHEMA)).options("{\"parallelToolCalls\":false}");
        assertFalse(body(calls).has("tool_choice"));
        assertEquals(json("false"), body(calls).path("parallel_tool_calls"));
        assertEquals(
                json("\"required\""),
                body(calls.toolChoice(ToolChoice.REQUIRED)).path("tool_choice"));
        assertEquals(
                json("{\"type\":\"function\",\"name\":\"add\"}"),
                body(calls.toolChoice(new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("add"))))
                        .path("tool_choice"));
        assertFalse(body(callWith(Message.user("Hi")).toolChoice(ToolChoice.REQUIRED))
                .has("tool_choice"));
    }

    @Test
    void aToolLoopIsAListOfItems() {
        assertEquals(
                json("""
                    [{"role":"system","content":"Be brief."},
                     {"role":"user","content":"Add"},
                     {"type":"message","role":"assistant","content":"Well"},
                     {"type":"function_call","call_id":"a","name":"add","arguments":"{\\"x\\":1}"},
                     {"type":"function_call_output","call_id":"a","output":"1"},
                     {"role":"user","content":"And now?"}]\
                    """),
                input(callWith(
                        Message.system("Be brief."),
                        Message.user("Add"),
                        assistant(new Part.Text("Well"), toolCall("a", "add", "{\"x\":1}")),
                        user(result("a", "1"), new Part.Text("And now?")))));
    }

    @Test
    void imagesAndDocumentsBecomeInputParts() {
        assertEquals(
                json("""
                    [{"type":"input_text","text":"See"},
                     {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,AAAA"},
                     {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"}]\
                    """),
                input(callWith(user(
                                new Part.Text("See"),
                                Part.Image.ofData("image/png", "AAAA"),
                                new Part.File("application/pdf", "BBBB", Optional.of("a.pdf")))))
                        .at("/0/content"));
    }

    @Test
    void reasoningIsSentBackBeforeTheItemsItLedTo() {
        Part.ProviderState state = callWith()
                .state("{\"output\":[" + FIRST_REASONING
                        + ",{\"type\":\"message\",\"length\":4,\"phase\":\"commentary\"}," + SECOND_REASONING
                        + ",{\"type\":\"function_call\"}]}");
        assertEquals(
                json("[{\"role\":\"user\",\"content\":\"Add\"}," + FIRST_REASONING
                        + ",{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"Well\",\"phase\":\"commentary\"},"
                        + SECOND_REASONING
                        + ",{\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"now\",\"arguments\":\"{}\"}"
                        + ",{\"type\":\"function_call_output\",\"call_id\":\"a\",\"output\":\"1\"}]"),
                input(callWith(
                        Message.user("Add"),
                        assistant(state, new Part.Text("Well"), toolCall("a", "now", "{}")),
                        user(result("a", "1")))));
    }

    @Test
    void reasoningWithoutFollowingItemsIsOmitted() {
        Part.ProviderState state =
                callWith().state("{\"output\":[{\"type\":\"message\",\"length\":4}," + FIRST_REASONING + "]}");
        assertEquals(
                json("[{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"Well\"}]"),
                input(callWith(assistant(state, new Part.Text("Well")))));
    }

    @Test
    void reasoningOfAnEditedResponseIsOmitted() {
        Part.ProviderState state =
                callWith().state("{\"output\":[" + FIRST_REASONING + ",{\"type\":\"message\",\"length\":40}]}");
        assertEquals(
                json("[{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"Well\"}]"),
                input(callWith(assistant(state, new Part.Text("Well")))));
    }

    @Test
    void stateOfAnotherModelIsOmitted() {
        Part.ProviderState ownState =
                callWith().state("{\"output\":[" + FIRST_REASONING + ",{\"type\":\"message\",\"length\":4}]}");
        Part.ProviderState foreignState = new Part.ProviderState(Calls.PROVIDER, "other", ownState.data());
        assertEquals(
                json("[{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"Well\"}]"),
                input(callWith(assistant(foreignState, new Part.Text("Well")))));
    }

    @Test
    void jsonOutputIsATextFormat() {
        Calls calls = callWith(Message.user("Hi"));
        assertEquals(
                json("{\"type\":\"json_schema\",\"name\":\"n\",\"strict\":false,\"schema\":" + ADD_SCHEMA + "}"),
                body(calls.options("{\"responseFormat\":{\"name\":\"n\",\"schema\":" + ADD_SCHEMA + "}}"))
                        .at("/text/format"));
        assertEquals(
                json("{\"type\":\"json_object\"}"),
                body(calls.options("{\"responseFormat\":{\"name\":\"n\"}}")).at("/text/format"));
    }
}
