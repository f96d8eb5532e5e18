package dev.openllm.server.dialect.ollamachat;

import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.Calls.tool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Delivered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests for tools that must be called, with an API that cannot force a tool call. */
class ForcedToolsTest {

    private static final String WEATHER =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

    private final OllamaDialect ollama = new OllamaDialect();

    private final Calls two = Calls.of("m", Message.system("Be brief."), Message.user("Weather in Rome?"))
            .tools(tool("weather", WEATHER), tool("time", "{\"type\":\"object\"}"));

    private final Calls weather = two.choosing(new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("weather")));

    @Test
    void theResponseIsConstrainedToTheArgumentsOfTheTool() {
        ObjectNode sent = weather.encodedBy(ollama);

        assertEquals(json(WEATHER), sent.path("format"));
        assertFalse(sent.has("tools"));
        assertEquals(2, sent.path("messages").size());
        assertTrue(sent.at("/messages/0/content").asText().startsWith("Be brief.\n\n"));
        assertTrue(sent.at("/messages/0/content").asText().contains("Does weather."));
    }

    @Test
    void theResponseBecomesTheCall() {
        Delivered delivered = read(weather, "{\\\"city\\\":", "\\\"Rome\\\"}");

        assertEquals("", delivered.text());
        assertEquals("weather", delivered.toolCalls().getFirst().name());
        assertEquals(
                json("{\"city\":\"Rome\"}"), delivered.toolCalls().getFirst().arguments());
        assertEquals(FinishReason.TOOL_CALLS, delivered.outcome().orElseThrow().finishReason());
    }

    @Test
    void theModelChoosesOneOfSeveralTools() {
        Calls any = two.choosing(ToolChoice.REQUIRED);

        assertEquals(2, any.encodedBy(ollama).at("/format/anyOf").size());
        Delivered delivered = read(any, "{\\\"name\\\":\\\"time\\\",\\\"arguments\\\":{}}");
        assertEquals(
                List.of("time"),
                delivered.toolCalls().stream().map(ChatEvent.ToolCall::name).toList());
    }

    @Test
    void aTruncatedCallIsInvalid() {
        Delivered delivered = read(weather, "{\\\"city\\\":");

        assertTrue(delivered.events().stream().anyMatch(ChatEvent.InvalidToolCall.class::isInstance));
        assertEquals(List.of(), delivered.toolCalls());
    }

    @Test
    void withoutForcingTheToolsAreOffered() {
        assertEquals(2, two.encodedBy(ollama).path("tools").size());
        assertFalse(two.encodedBy(ollama).has("format"));
    }

    private Delivered read(Calls call, String... pieces) {
        StringBuilder body = new StringBuilder();
        for (String piece : pieces) {
            body.append("{\"message\":{\"role\":\"assistant\",\"content\":\"")
                    .append(piece)
                    .append("\"}}\n");
        }
        body.append("{\"done\":true,\"done_reason\":\"stop\"}\n");
        return Delivered.by(ollama, call.call(), body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
