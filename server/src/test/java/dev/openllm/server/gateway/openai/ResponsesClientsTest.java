package dev.openllm.server.gateway.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for Responses API requests of clients that differ from the API reference, and for what the model receives. */
@Timeout(TestTimeouts.TEST_SECONDS)
class ResponsesClientsTest {

    private static final String PATH = "/v1/responses";

    /** Source: the {@code ResponseResource} schema of Open Responses. */
    private static final List<String> REQUIRED_FIELDS = List.of(
            "id",
            "object",
            "created_at",
            "completed_at",
            "status",
            "incomplete_details",
            "model",
            "previous_response_id",
            "instructions",
            "output",
            "error",
            "tools",
            "tool_choice",
            "truncation",
            "parallel_tool_calls",
            "text",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "top_logprobs",
            "temperature",
            "reasoning",
            "usage",
            "max_output_tokens",
            "max_tool_calls",
            "store",
            "background",
            "service_tier",
            "metadata",
            "safety_identifier",
            "prompt_cache_key");

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web_search",
                "web_search_preview",
                "file_search",
                "code_interpreter",
                "image_generation",
                "local_shell",
                "shell",
                "apply_patch",
                "tool_search",
                "computer_use_preview",
                "mcp"
            })
    void aProviderToolIsOmittedWithANotice(String type) {
        HttpResponse<String> response = gateway.post(
                PATH, "{'model':'m','input':'hi','tools':[{'type':'" + type + "'},{'type':'function','name':'f'}]}");
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                List.of("f"),
                gateway.chats.lastRequest.tools().stream()
                        .map(ToolDefinition::name)
                        .toList());
        String notice = "The tool \"" + type + "\" was omitted: only OpenAI's servers run this tool.";
        assertEquals(notice, response.headers().firstValue("x-open-llm-notice").orElse(""));
        assertEquals(List.of(notice), gateway.log);
    }

    @Test
    void aRepeatedNoticeIsLoggedOnce() {
        for (int i = 0; i < 3; i++) {
            gateway.post(PATH, "{'model':'m','input':'hi','tools':[{'type':'web_search'}]}");
        }
        assertEquals(1, gateway.log.size());
    }

    @Test
    void aNoticeCannotInjectAHeader() {
        HttpResponse<String> response =
                gateway.post(PATH, "{'model':'m','input':'hi','tools':[{'type':'a\\r\\nSet-Cookie: b=ü'}]}");
        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("set-cookie").isEmpty());
        assertTrue(response.headers().firstValue("x-open-llm-notice").orElse("").contains("a??Set-Cookie:?b??"));
    }

    @Test
    void toolsOfANamespaceAreFunctionsForTheModelAndKeepTheirNamespaceForTheClient() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall("c1", "agents__spawn", Wire.JSON.createObjectNode()));
        JsonNode response = gateway.postJson(PATH, """
            {'model':'m','input':'hi','tools':[{'type':'namespace','name':'agents','description':'d',
              'tools':[{'type':'function','name':'spawn','parameters':{'type':'object'}}]}]}\
            """);
        assertEquals(
                List.of("agents__spawn"),
                gateway.chats.lastRequest.tools().stream()
                        .map(ToolDefinition::name)
                        .toList());
        JsonNode call = response.path("output").get(0);
        assertEquals("spawn", call.path("name").asText());
        assertEquals("agents", call.path("namespace").asText());

        gateway.post(PATH, "{'model':'m','input':['x'," + call + "]}");
        assertEquals(
                new Part.ToolCall("c1", "agents__spawn", Wire.JSON.createObjectNode()),
                gateway.chats.lastRequest.messages().getLast().parts().getFirst());
    }

    @Test
    void aCustomToolIsAFunctionForTheModelButACustomToolForTheClient() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall(
                "c1", "apply_patch", Wire.JSON.createObjectNode().put("input", "*** Begin")));
        String tools = "'tools':[{'type':'custom','name':'apply_patch','description':'Edits files.',"
                + "'format':{'type':'grammar','syntax':'lark','definition':'start: x'}}]";
        JsonNode response = gateway.postJson(PATH, "{'model':'m','input':'hi'," + tools + "}");

        ToolDefinition function = gateway.chats.lastRequest.tools().getFirst();
        assertEquals(
                "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\",\"description\":\"The tool's"
                        + " input.\"}},\"required\":[\"input\"]}",
                function.inputSchema().toString());
        assertTrue(function.description().endsWith("(lark):\nstart: x"), function.description());
        JsonNode call = response.path("output").get(0);
        assertEquals("custom_tool_call", call.path("type").asText());
        assertEquals("*** Begin", call.path("input").asText());

        gateway.post(
                PATH,
                "{'model':'m',"
                        + tools
                        + ",'input':["
                        + call
                        + ",{'type':'custom_tool_call_output','call_id':'c1','output':'Done'}]}");
        assertEquals(
                List.of(
                        new Part.ToolCall(
                                "c1",
                                "apply_patch",
                                Wire.JSON.createObjectNode().put("input", "*** Begin")),
                        new Part.ToolResult("c1", List.of(new Part.Text("Done")), false)),
                gateway.chats.lastRequest.messages().stream()
                        .flatMap(message -> message.parts().stream())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'web_search_call','id':'ws_1','status':'completed'}",
                "{'type':'code_interpreter_call','id':'ci_1','code':'1','container_id':'c'}",
                "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'gAAAAAB'}",
                "{'type':'compaction','id':'cmp_1','encrypted_content':'gAAAAAB'}",
                "{'type':'mcp_list_tools','server_label':'s','tools':[]}",
                "{'type':'invented_in_2027','id':'x'}",
                "{'type':'local_shell_call','call_id':'l1','action':{'type':'exec','command':['ls']}},"
                        + "{'type':'local_shell_call_output','call_id':'l1','output':'a.txt'}",
                "{'type':'tool_search_call','call_id':'t1','arguments':{'query':'x'}},"
                        + "{'type':'tool_search_output','call_id':'t1','tools':[{'name':'f'}]}",
                "{'type':'mcp_call','server_label':'s','name':'f','arguments':'{}','output':'42'}"
            })
    void anItemOfAnotherProviderDoesNotEndTheSession(String items) {
        HttpResponse<String> response = gateway.post(
                PATH,
                "{'model':'m','input':[{'role':'user','content':'hi'}," + items + ",{'role':'user','content':'go'}]}");
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(gateway.chats.lastRequest.messages().getLast().parts().contains(new Part.Text("go")));
    }

    @Test
    void aShellCallThatTheClientExecutedKeepsItsMeaning() {
        gateway.post(PATH, """
            {'model':'m','input':[{'type':'local_shell_call','call_id':'l1','action':{'command':['ls']}},
              {'type':'local_shell_call_output','call_id':'l1','output':'a.txt'}]}\
            """);
        assertEquals(
                "{\"command\":[\"ls\"]}",
                ((Part.ToolCall) gateway.chats
                                .lastRequest
                                .messages()
                                .getFirst()
                                .parts()
                                .getFirst())
                        .arguments()
                        .toString());
        assertEquals(
                new Part.ToolResult("l1", List.of(new Part.Text("a.txt")), false),
                gateway.chats.lastRequest.messages().getLast().parts().getFirst());
    }

    @Test
    void toolsInAnItemAreOfferedAndKeepTheirNamespace() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall(
                "c1", "exec", Wire.JSON.createObjectNode().put("input", "1")));
        JsonNode response = gateway.postJson(PATH, """
            {'model':'m','input':[{'type':'additional_tools','role':'developer','tools':[{'type':'namespace',
              'name':'functions','tools':[{'type':'custom','name':'exec'}]}]},{'role':'user','content':'hi'}]}\
            """);
        assertEquals(
                List.of("exec"),
                gateway.chats.lastRequest.tools().stream()
                        .map(ToolDefinition::name)
                        .toList());
        JsonNode call = response.path("output").get(0);
        assertEquals("custom_tool_call", call.path("type").asText());
        assertEquals("functions", call.path("namespace").asText());
    }

    @Test
    void aToolSearchIsAFunctionForTheModelAndItsResultsAreOffered() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall(
                "c1", "tool_search", Wire.JSON.createObjectNode().put("query", "x")));
        String tools = "'tools':[{'type':'tool_search','execution':'client','parameters':{'type':'object'}}]";
        JsonNode call = gateway.postJson(PATH, "{'model':'m','input':'hi'," + tools + "}")
                .at("/output/0");
        assertEquals("tool_search_call", call.path("type").asText());
        assertEquals("{\"query\":\"x\"}", call.path("arguments").toString());
        List<JsonNode> events =
                gateway.events(gateway.post(PATH, "{'model':'m','stream':true,'input':'hi'," + tools + "}"));
        assertEquals(
                "x", events.getLast().at("/response/output/0/arguments/query").asText());

        gateway.post(
                PATH,
                "{'model':'m'," + tools + ",'input':[" + call + ",{'type':'tool_search_output','call_id':'c1',"
                        + "'execution':'client','tools':[{'type':'function','name':'found'}]}]}");
        assertEquals(
                List.of("tool_search", "found"),
                gateway.chats.lastRequest.tools().stream()
                        .map(ToolDefinition::name)
                        .toList());
        assertEquals(
                new Part.ToolResult("c1", List.of(new Part.Text("Tools that are available now: found.")), false),
                gateway.chats.lastRequest.messages().getLast().parts().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'auto'}", "'auto'", "null"})
    void aToolChoiceCanBeAnObjectWithOnlyAType(String choice) {
        assertEquals(
                200,
                gateway.post(PATH, "{'model':'m','input':'hi','tool_choice':" + choice + "}")
                        .statusCode());
        assertEquals(ToolChoice.AUTO, gateway.chats.lastRequest.toolChoice());
    }

    @Test
    void anyMeansRequired() {
        gateway.post(PATH, "{'model':'m','input':'hi','tools':[{'type':'function','name':'f'}],'tool_choice':'any'}");
        assertEquals(ToolChoice.REQUIRED, gateway.chats.lastRequest.toolChoice());
    }
}
