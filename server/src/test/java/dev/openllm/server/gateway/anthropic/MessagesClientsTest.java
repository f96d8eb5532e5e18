package dev.openllm.server.gateway.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for the requests that Claude Code and the Anthropic SDKs send to the Messages API, and for the responses they
 * expect.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class MessagesClientsTest {

    private static final String PATH = "/v1/messages";
    private static final String USER = "'max_tokens':9,'messages':[{'role':'user','content':'hi'}]";
    private static final String THINKING = "'thinking':{'type':'adaptive'},";
    private static final JsonNode STATE = Wire.JSON.createObjectNode().put("signature", "abc");
    private static final ChatEvent.ProviderState PROVIDER_STATE = new ChatEvent.ProviderState("p", "m", STATE);

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"web_search_20250305", "web_fetch_20250910", "code_execution_20250825", "mcp_toolset"})
    void aProviderToolIsOmittedWithANotice(String type) {
        HttpResponse<String> response = gateway.post(
                PATH,
                "{'model':'m','tools':[{'type':'" + type
                        + "','name':'w'},{'name':'f','input_schema':{'type':'object'}}]," + USER + "}");
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                List.of("f"),
                gateway.chats.lastRequest.tools().stream()
                        .map(ToolDefinition::name)
                        .toList());
        assertTrue(response.headers().firstValue("x-open-llm-notice").orElse("").contains(type));
    }

    @Test
    void aRequiredProviderToolIsAnError() {
        HttpResponse<String> response = gateway.post(
                PATH,
                "{'model':'m','tools':[{'type':'web_search_20250305','name':'web_search'}],"
                        + "'tool_choice':{'type':'tool','name':'web_search'}," + USER + "}");
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("tool_choice requires the tool"), response.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'tool_reference','tool_name':'f'}|The tool f is available.",
                "{'type':'search_result','title':'T','source':'S','content':[{'type':'text','text':'C'}]}|T~n~S~n~C",
                "{'type':'compaction','content':'So far.'}|So far.",
                "{'type':'web_search_tool_result','tool_use_id':'s','content':[{'type':'web_search_result','title':'T',"
                        + "'url':'http://u','encrypted_content':'x'}]}|Results of a web search:~n~T http://u",
                "{'type':'document','source':{'type':'content','content':[{'type':'text','text':'C'}]}}|C",
                "{'type':'mcp_tool_result','tool_use_id':'m','content':[{'type':'text','text':'C'}]}|C"
            })
    void aBlockFromAnthropicServersBecomesText(String block, String text) {
        HttpResponse<String> response = gateway.post(
                PATH, "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':[" + block + "]}]}");
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                List.of(new Part.Text(text.replace("~n~", "\n"))),
                gateway.chats.lastRequest.messages().getFirst().parts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}",
                "{'type':'bash_code_execution_tool_result','tool_use_id':'s','content':{}}",
                "{'type':'mcp_tool_use','id':'m','name':'f','server_name':'s','input':{}}",
                "{'type':'tool_search_tool_result','tool_use_id':'s','content':{}}",
                "{'type':'invented_in_2027'}"
            })
    void aBlockWithoutTextDoesNotEndTheSession(String block) {
        HttpResponse<String> response = gateway.post(
                PATH,
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'},{'role':'assistant','content':["
                        + block + ",{'type':'text','text':'Yes.'}]},{'role':'user','content':'go'}]}");
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                List.of(new Part.Text("Yes.")),
                gateway.chats.lastRequest.messages().get(1).parts());
    }

    @Test
    void aDocumentReferencedByUrlIsAFileWithThatUrl() {
        gateway.post(
                PATH,
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'document','title':'T',"
                        + "'source':{'type':'url','url':'http://u/a.pdf'}}]}]}");
        assertEquals(
                List.of(new Part.File("application/pdf", "", Optional.of("T"), Optional.of("http://u/a.pdf"))),
                gateway.chats.lastRequest.messages().getFirst().parts());
    }

    @Test
    void promptCacheBreakpointsArePassedOn() {
        gateway.post(
                PATH,
                "{'model':'m','max_tokens':9,'tools':[{'name':'f','strict':true,'input_schema':{'type':'object'},"
                    + "'cache_control':{'type':'ephemeral','ttl':'1h'}}],'top_k':7,'messages':[{'role':'user','content':"
                    + "[{'type':'text','text':'hi','cache_control':{'type':'ephemeral'}}]}]}");
        assertEquals(
                List.of(new Part.Text("hi"), new Part.CacheBreakpoint("5m")),
                gateway.chats.lastRequest.messages().getFirst().parts());
        ToolDefinition tool = gateway.chats.lastRequest.tools().getFirst();
        assertEquals(Optional.of("1h"), tool.cacheTtl());
        assertEquals(Optional.of(true), tool.strict());
        assertEquals(7, gateway.chats.lastRequest.options().topK().getAsInt());
    }

    @ParameterizedTest
    @CsvSource({"adaptive, auto", "disabled, none"})
    void theThinkingSwitchIsPassedOn(String type, String effort) {
        gateway.post(PATH, "{'model':'m','thinking':{'type':'" + type + "'}," + USER + "}");
        assertEquals(Optional.of(effort), gateway.chats.lastRequest.options().reasoningEffort());
    }

    @Test
    void aToolReferenceInAToolResultBecomesText() {
        gateway.post(
                PATH,
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'c',"
                    + "'content':[{'type':'tool_reference','tool_name':'f'}]}]}]}");
        assertEquals(
                List.of(new Part.ToolResult("c", List.of(new Part.Text("The tool f is available.")), false)),
                gateway.chats.lastRequest.messages().getFirst().parts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'create'}", "{'type':'continue','previous_message_id':'msg_1'}"})
    void aThreadIsRefusedInAFormatThatMakesTheClientSendEverything(String thread) {
        HttpResponse<String> response = gateway.post(PATH, "{'model':'m','thread':" + thread + "," + USER + "}");
        assertEquals(400, response.statusCode());
        JsonNode error = GatewayFixture.json(response.body()).path("error");
        assertEquals("invalid_request_error", error.path("type").asText());
        assertEquals(
                "{\"error_code\":\"thread_unsupported_request\",\"unsupported\":[\"thread\"]}",
                error.path("details").toString());
        assertNull(gateway.chats.lastRequest);
    }

    @Test
    void thinkingThatWasNotEnabledIsNotShown() {
        gateway.chats.events = List.of(new ChatEvent.Reasoning("hm"), PROVIDER_STATE, new ChatEvent.Text("Hi"));
        JsonNode response = gateway.postJson(PATH, "{'model':'m'," + USER + "}");
        assertEquals("Hi", response.at("/content/0/text").asText());
        assertEquals(1, response.path("content").size());
        assertEquals("text", blockTypes("{'model':'m','stream':true," + USER + "}"));
        assertEquals("text", blockTypes("{'model':'m','stream':true,'thinking':{'type':'disabled'}," + USER + "}"));
    }

    @Test
    void stateAfterTheTextOfAResponseWithoutToolCallsIsOmitted() {
        gateway.chats.events = List.of(new ChatEvent.Reasoning("hm"), new ChatEvent.Text("Hi"), PROVIDER_STATE);
        assertEquals("thinking text", blockTypes("{'model':'m','stream':true," + THINKING + USER + "}"));
        JsonNode content =
                gateway.postJson(PATH, "{'model':'m'," + THINKING + USER + "}").path("content");
        assertEquals("text", content.path(content.size() - 1).path("type").asText());
    }

    @Test
    void stateOfATurnWithToolCallsIsReturned() {
        gateway.chats.finishReason = FinishReason.TOOL_CALLS;
        gateway.chats.events = List.of(
                new ChatEvent.Text("Hi"),
                PROVIDER_STATE,
                new ChatEvent.ToolCall("c", "f", Wire.JSON.createObjectNode()));
        assertEquals(
                "text redacted_thinking tool_use", blockTypes("{'model':'m','stream':true," + THINKING + USER + "}"));
    }

    private String blockTypes(String request) {
        return gateway.events(gateway.post(PATH, request)).stream()
                .filter(event -> event.path("type").asText().equals("content_block_start"))
                .map(event -> event.at("/content_block/type").asText())
                .collect(Collectors.joining(" "));
    }

    @Test
    void argumentsGrowUpToTheCompleteArgumentsOfTheCall() {
        gateway.chats.beforeEvents = observer -> {
            observer.onToolArguments("c1", "f", "{\"a\"");
            observer.onToolArguments("c2", "f", "{");
            observer.onToolArguments("c1", "f", ":1");
        };
        gateway.chats.events = List.of(
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode().put("a", 1)),
                new ChatEvent.ToolCall("c2", "f", Wire.JSON.createObjectNode()));
        List<JsonNode> events = gateway.events(gateway.post(PATH, "{'model':'m','stream':true," + USER + "}"));
        assertEquals(
                List.of("0{\"a\"", "0:1", "0}", "1{}"),
                events.stream()
                        .filter(event -> event.at("/delta/type").asText().equals("input_json_delta"))
                        .map(event -> event.path("index")
                                + event.at("/delta/partial_json").asText())
                        .toList());
    }

    @Test
    void argumentsThatChangeAfterTheyWereSentFailTheStream() {
        gateway.chats.beforeEvents = observer -> observer.onToolArguments("c1", "f", "{\"b\"");
        gateway.chats.events = List.of(
                new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode().put("a", 1)));
        List<JsonNode> events = gateway.events(gateway.post(PATH, "{'model':'m','stream':true," + USER + "}"));
        assertEquals("error", events.getLast().path("type").asText());
    }

    @Test
    void aTruncatedCallEndsAsInTheAnthropicApi() {
        gateway.chats.finishReason = FinishReason.LENGTH;
        gateway.chats.beforeEvents = observer -> observer.onToolArguments("c1", "f", "{\"a\"");
        gateway.chats.events = List.of(new ChatEvent.InvalidToolCall("c1", "f", "{\"a\":", "cut"));
        List<JsonNode> events = gateway.events(gateway.post(PATH, "{'model':'m','stream':true," + USER + "}"));
        assertEquals("message_stop", events.getLast().path("type").asText());
        assertEquals(
                "max_tokens",
                events.get(events.size() - 2).at("/delta/stop_reason").asText());
    }

    @Test
    void tokensOfToolsAreCounted() {
        String tools = "'tools':[{'name':'f','description':'d','input_schema':{'type':'object'}}],";
        gateway.postJson(PATH + "/count_tokens", "{'model':'m'," + tools + USER + "}");
        assertEquals(List.of("f d {\"type\":\"object\"}"), gateway.chats.lastCountRequest.texts());
    }

    @Test
    void anIntegerCanHaveADecimalPoint() {
        gateway.post(PATH, "{'model':'m','max_tokens':10.0,'messages':[{'role':'user','content':'hi'}]}");
        assertEquals(10, gateway.chats.lastRequest.options().maxOutputTokens().getAsInt());
    }

    @Test
    void fieldsThatClaudeCodeAlwaysSendsProduceNoNotice() {
        HttpResponse<String> response = gateway.post(
                PATH,
                "{'model':'m','metadata':{'user_id':'u'},'context_management':{'edits':[{'type':'clear_thinking_20251015'}]},"
                        + USER + "}");
        assertTrue(response.headers().firstValue("x-open-llm-notice").isEmpty());
        assertFalse(response.body().contains("error"));
    }
}
