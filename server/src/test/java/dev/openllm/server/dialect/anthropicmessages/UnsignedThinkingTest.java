package dev.openllm.server.dialect.anthropicmessages;

import static dev.openllm.server.dialect.Calls.assistant;
import static dev.openllm.server.dialect.Calls.result;
import static dev.openllm.server.dialect.Calls.toolCall;
import static dev.openllm.server.dialect.Calls.user;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.ResponseReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests for providers that use this dialect for models other than Claude. They do not sign reasoning but require it in
 * later requests.
 */
class UnsignedThinkingTest {

    private static final String RESPONSE = """
        {"id":"m","type":"message","role":"assistant","model":"kimi","stop_reason":"tool_use","content":[
         {"type":"thinking","thinking":"Let me look."},
         {"type":"tool_use","id":"t1","name":"list","input":{}}]}
        """;

    private final AnthropicDialect dialect = new AnthropicDialect();
    private final Calls kimiCall = Calls.of("kimi", Message.user("hi")).quirk(AnthropicQuirk.UNSIGNED_THINKING, "true");

    @Test
    void aBlockIsSentBackAsReceived() {
        List<Part> parts = new ArrayList<>();
        ResponseReader reader = dialect.reader(kimiCall.toChatCall());
        reader.readUnstreamed(Calls.json(RESPONSE), event -> {
            if (event instanceof ChatEvent.ProviderState(var provider, var model, var data)) {
                parts.add(new Part.ProviderState(provider, model, data));
            }
        });
        parts.add(toolCall("t1", "list", "{}"));

        assertEquals(
                Calls.json("{\"type\":\"thinking\",\"thinking\":\"Let me look.\"}"),
                sentContent(kimiCall, parts.toArray(Part[]::new)).path(0));
    }

    @Test
    void reasoningThatTheClientReturnedIsSentBackAsABlockBeforeTheCalls() {
        JsonNode content = sentContent(kimiCall, new Part.Reasoning("Let me look."), toolCall("t1", "list", "{}"));

        assertEquals("thinking", content.at("/0/type").asText());
        assertEquals("Let me look.", content.at("/0/thinking").asText());
        assertEquals("tool_use", content.at("/1/type").asText());
    }

    @Test
    void aBlockAndItsReasoningAreNotSentTwice() {
        Part.ProviderState block = kimiCall.state("{\"type\":\"thinking\",\"thinking\":\"Let me look.\"}");

        assertEquals(
                2,
                sentContent(kimiCall, new Part.Reasoning("Let me look."), block, toolCall("t1", "list", "{}"))
                        .size());
    }

    @Test
    void claudeGetsBackOnlySignedThinking() {
        Calls claudeCall = Calls.of("claude-sonnet-4-6", Message.user("hi"));
        Part.ProviderState block = claudeCall.state("{\"type\":\"thinking\",\"thinking\":\"Let me look.\"}");

        assertEquals(
                "tool_use",
                sentContent(claudeCall, new Part.Reasoning("Let me look."), block, toolCall("t1", "list", "{}"))
                        .at("/0/type")
                        .asText());
    }

    private JsonNode sentContent(Calls call, Part... assistantParts) {
        Calls continued = new Calls(
                call.model(),
                List.of(Message.user("hi"), assistant(assistantParts), user(result("t1", "a.txt"))),
                call.tools(),
                call.toolChoice(),
                call.options(),
                call.stream(),
                call.capabilities(),
                call.quirks());
        return continued.encodeWith(dialect).at("/messages/1/content");
    }
}
