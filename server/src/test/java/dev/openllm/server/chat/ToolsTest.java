package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how tools and tool calls are translated for the provider and back. */
class ToolsTest {

    private static final ToolDefinition UNUSUAL_TOOL = Calls.tool(
            "list_items",
            "{\"type\":\"object\",\"properties\":{\"$filter\":{\"type\":\"string\"},\"n\":{\"type\":\"number\","
                    + "\"minimum\":0,\"exclusiveMinimum\":true}}}");
    private static final FakeAnswer OK =
            FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", "[DONE]");

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void argumentsUseTheNamesInTheCallersSchema() {
        ChatFixture chat = chat(new AnthropicDialect(), Quirks.NONE);
        provider.respond(FakeAnswer.json("{\"type\":\"message\",\"id\":\"m\",\"stop_reason\":\"tool_use\",\"content\":"
                + "[{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"list_items\",\"input\":{\"filter\":\"x\"}}]}"));

        chat.send(ChatFixture.params(
                "cloud/m",
                List.of(UNUSUAL_TOOL),
                ToolChoice.AUTO,
                Message.user("hi"),
                Calls.assistant(Calls.toolCall("t1", "list_items", "{\"$filter\":\"before\"}")),
                Calls.user(Calls.result("t1", "nothing"))));

        JsonNode request = provider.requests().getFirst().json();
        assertEquals(
                Calls.json("{\"filter\":{\"type\":\"string\"},\"n\":{\"type\":\"number\",\"exclusiveMinimum\":0}}"),
                request.at("/tools/0/input_schema/properties"));
        assertEquals("before", request.at("/messages/1/content/0/input/filter").asText());
        assertEquals(
                Calls.json("{\"$filter\":\"x\"}"),
                chat.events(ChatEvent.ToolCall.class).getFirst().arguments());
    }

    @Test
    void tooManyToolsAreReportedBeforeSending() {
        ChatFixture chat = chat(new OpenAiChatDialect(), Quirks.NONE.with("max-tools", "128"));

        ErrorInfo error = chat.expectError(params(tools(604)));

        assertEquals(ErrorKind.INVALID_REQUEST, error.kind());
        assertEquals("The request has 604 tools, but cloud/m accepts at most 128.", error.message());
        assertEquals(List.of(), provider.requests());
    }

    @Test
    void aToolLimitInARefusalIsReportedAsALimit() {
        ChatFixture chat = chat(new OpenAiChatDialect(), Quirks.NONE);
        provider.respond(refusal(
                "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with"
                        + " length 604 instead."));

        assertEquals(
                "The request has 604 tools, but cloud/m accepts at most 128.",
                chat.expectError(params(tools(604))).message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tools.17.custom.name: String should match pattern           | t17
        Invalid 'tools[17].function.name': string too long.         | t17
        * GenerateContentRequest.tools[0].function_declarations[17].name: bad value | t17
        body/tools/17/function must be something else               | t17
        """)
    void anErrorThatContainsToolIndexesNamesTheTools(String message, String name) {
        ChatFixture chat = chat(new OpenAiChatDialect(), Quirks.NONE);
        provider.respond(refusal(message));

        assertEquals(
                message + " (tool \"" + name + "\")",
                chat.expectError(params(tools(20))).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid schema for function 'list_items': In context=(), 'x' is not permitted.",
                "tools.0.custom.input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12",
                "JSON schema conversion failed: Pattern must start with '^' and end with '$'"
            })
    void aRefusedSchemaIsReducedToCommonlySupportedKeywords(String refusal) {
        ChatFixture chat = chat(new OpenAiChatDialect(), Quirks.NONE);
        provider.respond(refusal(refusal), OK, OK);
        ToolDefinition tool = Calls.tool(
                "list_items", "{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"string\",\"pattern\":\"a\"}}}");

        chat.send(params(List.of(tool)));
        chat.send(params(List.of(tool)));

        assertTrue(propertySchema(0).has("pattern"));
        assertFalse(propertySchema(1).has("pattern"));
        assertFalse(propertySchema(2).has("pattern"));
        assertEquals("string", propertySchema(2).path("type").asText());
    }

    @Test
    void aSchemaThatCannotBeEnforcedIsSentAsNotStrictWithANotice() {
        ChatFixture chat = chat(new OpenAiChatDialect(), Quirks.NONE);
        provider.respond(OK);
        ToolDefinition tool = new ToolDefinition(
                "open", "", UNUSUAL_TOOL.inputSchema(), Optional.of(true), Optional.empty(), Map.of());

        chat.send(params(List.of(tool)));

        assertFalse(
                provider.requests().getFirst().json().at("/tools/0/function").has("strict"));
        assertEquals(
                List.of("cloud/m cannot enforce the input schemas of these tools: open."),
                chat.events(ChatEvent.Notice.class).stream()
                        .map(ChatEvent.Notice::message)
                        .toList());
    }

    @Test
    void onlyTheFirstOfSeveralToolsWithTheSameNameIsSent() {
        ChatFixture chat = chat(new OpenAiChatDialect(), Quirks.NONE);
        provider.respond(OK);

        chat.send(params(List.of(UNUSUAL_TOOL, UNUSUAL_TOOL)));

        assertEquals(1, provider.requests().getFirst().json().path("tools").size());
    }

    @Test
    void anOlderGeminiModelAllowsAnyValueIfTheSchemaDoes() {
        JsonNode body = Calls.of("gemini-1.5-pro", Message.user("hi"))
                .tools(Calls.tool("f", "{\"type\":\"object\",\"properties\":{\"model\":{}}}"))
                .encodeWith(new GeminiDialect());

        assertEquals(
                5,
                body.at("/tools/0/functionDeclarations/0/parameters/properties/model/anyOf")
                        .size());
    }

    private JsonNode propertySchema(int request) {
        return provider.requests().get(request).json().at("/tools/0/function/parameters/properties/p");
    }

    private static ChatParams params(List<ToolDefinition> tools) {
        return ChatFixture.params("cloud/m", tools, ToolChoice.AUTO, Message.user("hi"));
    }

    private static List<ToolDefinition> tools(int count) {
        List<ToolDefinition> tools = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tools.add(new ToolDefinition("t" + i, "", null));
        }
        return tools;
    }

    private ChatFixture chat(Dialect dialect, Quirks quirks) {
        ResolvedModel.Remote base =
                TestModels.remote(TestModels.info("cloud/m"), dialect, provider.uri(), ModelConfig.of("m"));
        return new ChatFixture(new FewProviders(
                new ResolvedModel.Remote(base.endpoint(), dialect, base.info(), quirks, base.config())));
    }

    private static FakeAnswer refusal(String message) {
        return FakeAnswer.error(
                400, "{\"error\":{\"message\":" + TextNode.valueOf(message) + ",\"type\":\"invalid_request_error\"}}");
    }
}
