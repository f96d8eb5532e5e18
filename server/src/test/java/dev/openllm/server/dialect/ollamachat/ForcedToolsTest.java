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

    private static final String WEATHER_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

    private final OllamaDialect ollama = new OllamaDialect();

    private final Calls twoToolsCall = Calls.of("m", Message.system("Be brief."), Message.user("Weather in Rome?"))
            .tools(tool("weather", WEATHER_SCHEMA), tool("time", "{\"type\":\"object\"}"));

    private final Calls weatherCall =
            twoToolsCall.toolChoice(new ToolChoice(ToolChoice.Mode.TOOL, Optional.of("weather")));

    @Test
    void theResponseIsConstrainedToTheArgumentsOfTheTool() {
        ObjectNode body = weatherCall.encodeWith(ollama);

        assertEquals(json(WEATHER_SCHEMA), body.path("format"));
        assertFalse(body.has("tools"));
        assertEquals(2, body.path("messages").size());
        assertTrue(body.at("/messages/0/content").asText().startsWith("Be brief.\n\n"));
        assertTrue(body.at("/messages/0/content").asText().contains("Does weather."));
    }

    @Test
    void theResponseBecomesTheCall() {
        Delivered delivered = read(weatherCall, "{\\\"city\\\":", "\\\"Rome\\\"}");

        assertEquals("", delivered.text());
        assertEquals("weather", delivered.toolCalls().getFirst().name());
        assertEquals(
                json("{\"city\":\"Rome\"}"), delivered.toolCalls().getFirst().arguments());
        assertEquals(FinishReason.TOOL_CALLS, delivered.outcome().orElseThrow().finishReason());
    }

    @Test
    void theModelChoosesOneOfSeveralTools() {
        Calls requiredToolCall = twoToolsCall.toolChoice(ToolChoice.REQUIRED);

        assertEquals(2, requiredToolCall.encodeWith(ollama).at("/format/anyOf").size());
        Delivered delivered = read(requiredToolCall, "{\\\"name\\\":\\\"time\\\",\\\"arguments\\\":{}}");
        assertEquals(
                List.of("time"),
                delivered.toolCalls().stream().map(ChatEvent.ToolCall::name).toList());
    }

    @Test
    void aTruncatedCallIsInvalid() {
        Delivered delivered = read(weatherCall, "{\\\"city\\\":");

        assertTrue(delivered.events().stream().anyMatch(ChatEvent.InvalidToolCall.class::isInstance));
        assertEquals(List.of(), delivered.toolCalls());
    }

    @Test
    void withoutForcingTheToolsAreOffered() {
        assertEquals(2, twoToolsCall.encodeWith(ollama).path("tools").size());
        assertFalse(twoToolsCall.encodeWith(ollama).has("format"));
    }

    private Delivered read(Calls call, String... chunks) {
        StringBuilder body = new StringBuilder();
        for (String chunk : chunks) {
            body.append("{\"message\":{\"role\":\"assistant\",\"content\":\"")
                    .append(chunk)
                    .append("\"}}\n");
        }
        body.append("{\"done\":true,\"done_reason\":\"stop\"}\n");
        return Delivered.read(ollama, call.toChatCall(), body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
