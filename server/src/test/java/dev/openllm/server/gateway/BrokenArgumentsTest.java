package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.testing.TestTimeouts;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a conversation continues if its history contains a tool call with incomplete arguments. */
@Timeout(TestTimeouts.TEST_SECONDS)
class BrokenArgumentsTest {

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"command\": \"ls", "null", "[]", "3", "{\"a\":1}{\"b\":2}", "\"{\\\"a\\\":1}\"", ""})
    void chatCompletions(String arguments) {
        assertAccepted("/v1/chat/completions", """
            {"model":"p/m","messages":[{"role":"user","content":"hi"},
             {"role":"assistant","content":null,"tool_calls":[
              {"id":"c1","type":"function","function":{"name":"run","arguments":%s}}]},
             {"role":"tool","tool_call_id":"c1","content":"error"},
             {"role":"user","content":"go on"}]}
            """.formatted(jsonString(arguments)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"command\": \"ls", "null", "[]", "3", "{\"a\":1}{\"b\":2}", "\"{\\\"a\\\":1}\"", ""})
    void responses(String arguments) {
        assertAccepted("/v1/responses", """
            {"model":"p/m","input":[{"role":"user","content":"hi"},
             {"type":"function_call","call_id":"c1","name":"run","arguments":%s},
             {"type":"function_call_output","call_id":"c1","output":"error"},
             {"role":"user","content":"go on"}]}
            """.formatted(jsonString(arguments)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"command\": \"ls", "null", "[]", "3", "{\"a\":1}{\"b\":2}", "\"{\\\"a\\\":1}\"", ""})
    void messages(String arguments) {
        assertAccepted("/v1/messages", """
            {"model":"p/m","max_tokens":9,"messages":[{"role":"user","content":"hi"},
             {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"run","input":%s}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"error"},
              {"type":"text","text":"go on"}]}]}
            """.formatted(jsonString(arguments)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'arguments':{'a':1}", "'arguments':'{\\'a\\':1}'"})
    void argumentsAsAnObjectAreAcceptedAsText(String arguments) {
        String call = arguments.contains("\\") ? "'arguments':'{\\\"a\\\":1}'" : arguments;
        gateway.post("/v1/chat/completions", """
            {'model':'p/m','messages':[{'role':'user','content':'hi'},{'role':'assistant','tool_calls':[
              {'id':'c1','type':'function','function':{'name':'run',%s}}]}]}
            """.formatted(call));

        assertEquals("{\"a\":1}", forwardedToolCall().arguments().toString());
    }

    private void assertAccepted(String path, String body) {
        int status = gateway.postRaw(path, body).statusCode();

        assertEquals(200, status);
        assertEquals("run", forwardedToolCall().name());
        List<Part> toolResults = gateway.chats.lastRequest.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolResult.class::isInstance)
                .toList();
        assertEquals(1, toolResults.size());
    }

    private Part.ToolCall forwardedToolCall() {
        return gateway.chats.lastRequest.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode jsonString(String text) {
        return TextNode.valueOf(text);
    }
}
