package dev.openllm.server.dialect.openaichat;

import static dev.openllm.server.dialect.Calls.assistant;
import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.Calls.result;
import static dev.openllm.server.dialect.Calls.tool;
import static dev.openllm.server.dialect.Calls.toolCall;
import static dev.openllm.server.dialect.Calls.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the Chat Completions requests that the dialect writes. */
class OpenAiChatRequestTest {

    private static final String ADD_SCHEMA = "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"number\"}}}";

    private final OpenAiChatDialect dialect = new OpenAiChatDialect();

    private static Calls callWith(Message... messages) {
        return Calls.of("m", messages).streamed(false);
    }

    private ObjectNode body(Calls calls) {
        return calls.encodeWith(dialect);
    }

    private JsonNode messages(Calls calls) {
        return body(calls).path("messages");
    }

    @Test
    void unsetOptionsAreNotSent() {
        assertEquals(
                json("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
                body(callWith(Message.user("Hi"))));
    }

    @Test
    void aStreamRequestsItsUsage() {
        ObjectNode body = body(callWith(Message.user("Hi")).streamed(true));
        assertEquals(json("true"), body.path("stream"));
        assertEquals(json("{\"include_usage\":true}"), body.path("stream_options"));
    }

    @Test
    void optionsAreSentAsSpecified() {
        ObjectNode body = body(callWith(Message.user("Hi")).options("""
            {"maxOutputTokens":100,"temperature":0.5,"topP":0.9,"stop":["END"],"seed":7,"reasoningEffort":"low",
             "extra":{"logit_bias":{"1":2},"top_p":0.1}}\
            """));
        body.remove(List.of("model", "messages"));
        assertEquals(SameJson.of(json("""
            {"max_tokens":100,"temperature":0.5,"top_p":0.1,"stop":["END"],"seed":7,"reasoning_effort":"low",
             "logit_bias":{"1":2}}\
            """)), SameJson.of(body));
    }

    @Test
    void theOutputLimitHasTwoNames() {
        Calls calls = callWith(Message.user("Hi")).options("{\"maxOutputTokens\":100}");
        ObjectNode body = body(calls.quirk("max-tokens-field", "max_completion_tokens"));
        assertEquals(100, body.path("max_completion_tokens").asInt());
        assertFalse(body.has("max_tokens"));
    }

    @Test
    void fieldsAreOmittedByQuirk() {
        ObjectNode body = body(callWith(Message.user("Hi"))
                .streamed(true)
                .options("{\"temperature\":1}")
                .quirk("omit-stream_options", "true")
                .quirk("omit-temperature", "true"));
        assertFalse(body.has("stream_options"));
        assertFalse(body.has("temperature"));
    }

    @Test
    void toolsAreOfferedWithTheirSchemas() {
        assertEquals(
                json("[{\"type\":\"function\",\"function\":{\"name\":\"add\",\"description\":\"Does"
                        + " add.\",\"parameters\":"
                        + ADD_SCHEMA + "}}]"),
                body(callWith(Message.user("Hi")).tools(tool("add", ADD_SCHEMA)))
                        .path("tools"));
    }

    @Test
    void aToolWithoutASchemaAcceptsAnEmptyObject() {
        assertEquals(
                json("{\"type\":\"object\",\"properties\":{}}"),
                body(callWith(Message.user("Hi")).tools(tool("now", "{}"))).at("/tools/0/function/parameters"));
    }

    @Test
    void aNonDefaultToolChoiceIsSentWithTools() {
        Calls calls = callWith(Message.user("Hi")).tools(tool("add", ADD_SCHEMA), tool("sub", ADD_SCHEMA));
        ToolChoice namedToolChoice = new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("sub"));

        assertFalse(body(calls).has("tool_choice"));
        assertEquals(json("\"none\""), body(calls.toolChoice(ToolChoice.NONE)).path("tool_choice"));
        assertEquals(
                json("\"required\""),
                body(calls.toolChoice(ToolChoice.REQUIRED)).path("tool_choice"));
        assertEquals(
                json("\"any\""),
                body(calls.toolChoice(ToolChoice.REQUIRED).quirk("required-tool-choice", "any"))
                        .path("tool_choice"));
        assertEquals(
                json("{\"type\":\"function\",\"function\":{\"name\":\"sub\"}}"),
                body(calls.toolChoice(namedToolChoice)).path("tool_choice"));
    }

    @Test
    void ifNoToolCanBeNamedOnlyTheRequestedOneIsOffered() {
        ObjectNode body = body(callWith(Message.user("Hi"))
                .tools(tool("add", ADD_SCHEMA), tool("sub", ADD_SCHEMA))
                .toolChoice(new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("sub")))
                .quirk("no-named-tool-choice", "true"));
        assertEquals(json("\"required\""), body.path("tool_choice"));
        assertEquals(List.of("sub"), body.path("tools").findValuesAsText("name"));
    }

    @Test
    void withoutToolsNoToolFieldIsSent() {
        ObjectNode body = body(
                callWith(Message.user("Hi")).toolChoice(ToolChoice.REQUIRED).options("{\"parallelToolCalls\":false}"));
        assertFalse(body.has("tools") || body.has("tool_choice") || body.has("parallel_tool_calls"));
    }

    @Test
    void parallelCallsAreConfiguredOnlyWithTools() {
        ObjectNode body = body(
                callWith(Message.user("Hi")).tools(tool("add", ADD_SCHEMA)).options("{\"parallelToolCalls\":false}"));
        assertEquals(json("false"), body.path("parallel_tool_calls"));
    }

    @Test
    void aToolLoopHasCallsThenResultsThenText() {
        assertEquals(
                json("""
                    [{"role":"user","content":"Add"},
                     {"role":"assistant","content":"Well","tool_calls":[
                       {"id":"a","type":"function","function":{"name":"add","arguments":"{\\"x\\":1}"}},
                       {"id":"b","type":"function","function":{"name":"now","arguments":"{}"}}]},
                     {"role":"tool","tool_call_id":"a","content":"1"},
                     {"role":"tool","tool_call_id":"b","content":"noon"},
                     {"role":"user","content":"And now?"}]\
                    """),
                messages(callWith(
                        Message.user("Add"),
                        assistant(new Part.Text("Well"), toolCall("a", "add", "{\"x\":1}"), toolCall("b", "now", "{}")),
                        user(result("a", "1"), result("b", "noon"), new Part.Text("And now?")))));
    }

    @Test
    void anAssistantMessageWithOnlyCallsHasNoText() {
        Calls calls = callWith(Message.user("Hi"), assistant(toolCall("a", "now", "{}")), user(result("a", "1")));
        assertEquals(json("null"), messages(calls).at("/1/content"));
        assertEquals(
                json("\"\""),
                messages(calls.quirk("empty-text-beside-tool-calls", "true")).at("/1/content"));
    }

    @Test
    void systemMessagesHaveTheRoleThatTheProviderRequires() {
        Calls calls = callWith(Message.system("Be brief."), Message.user("Hi"));
        assertEquals(
                json("{\"role\":\"system\",\"content\":\"Be brief.\"}"),
                messages(calls).get(0));
        assertEquals(
                json("\"developer\""),
                messages(calls.quirk("system-role", "developer")).at("/0/role"));
    }

    @Test
    void textPartsOfOneMessageAreMerged() {
        assertEquals(
                json("[{\"role\":\"user\",\"content\":\"a\\nb\"}]"),
                messages(callWith(user(new Part.Text("a"), new Part.Text("b")))));
    }

    @Test
    void imagesAreSentAsDataOrUrls() {
        assertEquals(
                json("""
                    [{"type":"text","text":"See"},
                     {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                     {"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]\
                    """),
                messages(callWith(user(
                                new Part.Text("See"),
                                Part.Image.ofData("image/png", "AAAA"),
                                new Part.Image("image/png", "", Optional.of("https://example.com/a.png")))))
                        .at("/0/content"));
    }

    @Test
    void documentsAreSentAsFilesOrAsDocumentUrlsForMistral() {
        Calls calls = callWith(user(new Part.File("application/pdf", "AAAA", Optional.of("a.pdf"))));
        assertEquals(
                json(
                        "[{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,AAAA\"}}]"),
                messages(calls).at("/0/content"));
        assertEquals(
                json("\"data:application/pdf;base64,AAAA\""),
                messages(calls.quirk("file-part", "document_url")).at("/0/content/0/document_url"));
    }

    @Test
    void imagesRemainInToolResultsByQuirk() {
        Message messageWithImage = user(new Part.ToolResult(
                "a", List.of(new Part.Text("Here"), Part.Image.ofData("image/png", "AAAA")), false));
        Calls calls = callWith(Message.user("Hi"), assistant(toolCall("a", "see", "{}")), messageWithImage);
        assertEquals(
                json("[{\"type\":\"text\",\"text\":\"Here\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]"),
                messages(calls.quirk("images-in-tool-results", "true")).at("/2/content"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        reasoning_effort     | high | {"reasoning_effort":"high"}
        reasoning            | high | {"reasoning":{"effort":"high"}}
        thinking             | high | {"thinking":{"type":"enabled"},"reasoning_effort":"high"}
        thinking             | none | {"thinking":{"type":"disabled"}}
        enable_thinking      | high | {"enable_thinking":true}
        enable_thinking      | none | {"enable_thinking":false}
        chat_template_kwargs | none | {"chat_template_kwargs":{"enable_thinking":false}}
        none                 | high | {}
        """, quoteCharacter = '\0')
    void reasoningIsRequestedInTheProvidersFormat(String style, String effort, String expected) {
        ObjectNode body = body(callWith(Message.user("Hi"))
                .efforts("none", "low", "high")
                .quirk("reasoning-style", style)
                .options("{\"reasoningEffort\":\"" + effort + "\"}"));
        body.remove(List.of("model", "messages"));
        assertEquals(json(expected), body);
    }

    @Test
    void anUnsupportedEffortBecomesTheNearestSupportedOne() {
        assertEquals(
                json("\"high\""),
                body(callWith(Message.user("Hi")).efforts("low", "high").options("{\"reasoningEffort\":\"max\"}"))
                        .path("reasoning_effort"));
    }

    @Test
    void evenEmptyReasoningIsSentBackWithToolCalls() {
        Calls calls = callWith(
                        Message.user("Hi"),
                        assistant(new Part.Reasoning("Hm"), toolCall("a", "now", "{}")),
                        user(result("a", "1")),
                        assistant(toolCall("b", "now", "{}")),
                        user(result("b", "2")),
                        assistant(new Part.Reasoning("So"), new Part.Text("Done")),
                        Message.user("And?"))
                .quirk("reasoning-back", "with-tool-calls");
        JsonNode messages = messages(calls);
        assertEquals(json("\"Hm\""), messages.at("/1/reasoning_content"));
        assertEquals(json("\"\""), messages.at("/3/reasoning_content"));
        assertFalse(messages.get(5).has("reasoning_content"));
    }

    @Test
    void reasoningThatTheCallerDroppedIsRestoredFromTheState() {
        Calls calls = callWith(Message.user("Hi"));
        Calls toolLoopCalls = callWith(
                        Message.user("Hi"),
                        assistant(toolCall("a", "now", "{}"), calls.state("{\"reasoning\":\"Hm\"}")),
                        user(result("a", "1")))
                .quirk("reasoning-back", "in-tool-loop");
        assertEquals(json("\"Hm\""), messages(toolLoopCalls).at("/1/reasoning_content"));
    }

    @Test
    void mistralReasoningIsSentBackAsAChunk() {
        assertEquals(
                json(
                        "[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]},{\"type\":\"text\",\"text\":\"Yes\"}]"),
                messages(callWith(Message.user("Hi"), assistant(new Part.Reasoning("Hm"), new Part.Text("Yes")))
                                .quirk("reasoning-back", "always")
                                .quirk("reasoning-field", "thinking-chunks"))
                        .at("/1/content"));
    }

    @Test
    void reasoningDetailsAreSentBackUnchangedInTheirPosition() {
        String details = "[{\"type\":\"reasoning.encrypted\",\"data\":\"x\",\"index\":0}]";
        Part.ProviderState ownState = callWith().state("{\"reasoning_details\":" + details + "}");
        Part.ProviderState foreignState = new Part.ProviderState(Calls.PROVIDER, "other", ownState.data());

        assertEquals(
                json(details),
                messages(callWith(Message.user("Hi"), assistant(new Part.Text("Yes"), ownState)))
                        .at("/1/reasoning_details"));
        assertFalse(messages(callWith(Message.user("Hi"), assistant(new Part.Text("Yes"), foreignState)))
                .get(1)
                .has("reasoning_details"));
    }

    @Test
    void jsonOutputIsStrictlyConstrainedIfTheSchemaAllowsIt() {
        String closedSchema =
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}";
        Calls calls = callWith(Message.user("Hi"));
        assertEquals(
                json("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"my_answer\",\"strict\":true,\"schema\":"
                        + closedSchema + "}}"),
                body(calls.options("{\"responseFormat\":{\"name\":\"my answer\",\"schema\":" + closedSchema + "}}"))
                        .path("response_format"));
        assertEquals(
                json("false"),
                body(calls.options("{\"responseFormat\":{\"name\":\"n\",\"schema\":" + ADD_SCHEMA + "}}"))
                        .at("/response_format/json_schema/strict"));
        assertEquals(
                json("{\"type\":\"json_object\"}"),
                body(calls.options("{\"responseFormat\":{\"name\":\"n\"}}")).path("response_format"));
    }

    @Test
    void anUnenforcedSchemaIsIncludedInTheInstructions() {
        ObjectNode body = body(callWith(Message.user("Hi"))
                .quirk("no-json-schema", "true")
                .options("{\"responseFormat\":{\"name\":\"n\",\"schema\":" + ADD_SCHEMA + "}}"));
        assertEquals(json("{\"type\":\"json_object\"}"), body.path("response_format"));
        assertEquals(
                "Answer with one JSON object that fits this JSON Schema, and with nothing else:\n" + ADD_SCHEMA,
                body.at("/messages/0/content").asText());
    }

    @Test
    void anUnpairedSurrogateIsReplaced() {
        assertEquals(
                "a\uFFFDb 🎉",
                messages(callWith(Message.user("a\uD83Db 🎉"))).at("/0/content").asText());
    }

    @Test
    void cacheBreakpointsMarkTheSystemMessageAndTheLastTwoInputs() {
        JsonNode messages = messages(callWith(
                        Message.system("Be brief."),
                        Message.user("a"),
                        assistant(toolCall("a", "now", "{}")),
                        user(result("a", "1")),
                        Message.user("b"))
                .quirk("cache-breakpoints", "true"));
        JsonNode contentWithBreakpoint =
                json("[{\"type\":\"text\",\"text\":\"b\",\"cache_control\":{\"type\":\"ephemeral\"}}]");
        assertEquals(json("{\"type\":\"ephemeral\"}"), messages.at("/0/content/0/cache_control"));
        assertEquals(json("\"a\""), messages.at("/1/content"));
        assertEquals(json("{\"type\":\"ephemeral\"}"), messages.at("/3/content/0/cache_control"));
        assertEquals(contentWithBreakpoint, messages.at("/4/content"));
    }

    @Test
    void theCacheKeyIsConstantWithinAConversation() {
        Calls firstCall = callWith(Message.system("s"), Message.user("a")).quirk("prompt-cache-key", "true");
        Calls laterCall = callWith(Message.system("s"), Message.user("a"), Message.assistant("b"), Message.user("c"))
                .quirk("prompt-cache-key", "true");
        Calls otherConversation =
                callWith(Message.system("s"), Message.user("z")).quirk("prompt-cache-key", "true");

        assertEquals(body(firstCall).path("prompt_cache_key"), body(laterCall).path("prompt_cache_key"));
        assertNotEquals(
                body(firstCall).path("prompt_cache_key"),
                body(otherConversation).path("prompt_cache_key"));
    }
}
