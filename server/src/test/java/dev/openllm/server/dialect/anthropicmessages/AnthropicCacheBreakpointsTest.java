package dev.openllm.server.dialect.anthropicmessages;

import static dev.openllm.server.dialect.Calls.assistant;
import static dev.openllm.server.dialect.Calls.json;
import static dev.openllm.server.dialect.Calls.result;
import static dev.openllm.server.dialect.Calls.toolCall;
import static dev.openllm.server.dialect.Calls.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.Calls;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests up to which message a prompt is cached. */
class AnthropicCacheBreakpointsTest {

    private static final Calls LONG_CALL = Calls.of(
                    "claude-opus-4-6",
                    Message.system("Be brief."),
                    Message.user("One"),
                    Message.assistant("1"),
                    Message.user("Two"),
                    assistant(toolCall("t", "a", "{}")),
                    user(result("t", "2"), new Part.Text("Three")))
            .tools(Calls.tool("a", "{\"type\":\"object\"}"), Calls.tool("b", "{\"type\":\"object\"}"));

    private static JsonNode encode(Calls call) {
        return call.encodeWith(new AnthropicDialect());
    }

    @Test
    void breakpointsFollowToolsSystemAndTheLastTwoUserTurns() {
        JsonNode body = encode(LONG_CALL);
        JsonNode cacheControl = json("{\"type\":\"ephemeral\"}");

        assertEquals(cacheControl, body.at("/tools/1/cache_control"));
        assertEquals(cacheControl, body.at("/system/0/cache_control"));
        assertEquals(cacheControl, body.at("/messages/2/content/0/cache_control"));
        assertEquals(cacheControl, body.at("/messages/4/content/1/cache_control"));
        assertEquals(4, body.findValues("cache_control").size());
    }

    @Test
    void breakpointsCanLastAnHour() {
        assertEquals(
                "1h",
                encode(LONG_CALL.quirk(AnthropicQuirk.PROMPT_CACHE, "1h"))
                        .at("/system/0/cache_control/ttl")
                        .asText());
    }

    @Test
    void aQuirkDisablesBreakpoints() {
        assertTrue(encode(LONG_CALL.quirk(AnthropicQuirk.PROMPT_CACHE, "off"))
                .findValues("cache_control")
                .isEmpty());
    }

    @Test
    void breakpointsOfTheCallerArePreservedAndNoneAreAdded() {
        JsonNode body = encode(Calls.of(
                        "claude-opus-4-6",
                        new Message(
                                Role.SYSTEM,
                                List.of(new Part.Text("One."), new Part.CacheBreakpoint("1h"), new Part.Text("Two."))),
                        user(new Part.Text("Long"), new Part.CacheBreakpoint("5m"), new Part.Text("Short")),
                        assistant(toolCall("t", "a", "{}"), new Part.CacheBreakpoint("5m")),
                        user(
                                new Part.ToolResult(
                                        "t", List.of(new Part.Text("2"), new Part.CacheBreakpoint("5m")), false),
                                new Part.Text("Three")))
                .tools(Calls.tool("a", "{\"type\":\"object\"}")));

        assertEquals("1h", body.at("/system/0/cache_control/ttl").asText());
        assertTrue(body.at("/messages/0/content/0").has("cache_control"));
        assertTrue(body.at("/messages/1/content/0").has("cache_control"));
        assertTrue(body.at("/messages/2/content/0").has("cache_control"));
        assertEquals(4, body.findValues("cache_control").size());
    }

    @Test
    void breakpointsOfTheCallerAreOmittedIfTheProviderRejectsThem() {
        JsonNode body = encode(Calls.of("m", user(new Part.Text("Long"), new Part.CacheBreakpoint("5m")))
                .quirk(AnthropicQuirk.PROMPT_CACHE, "off"));

        assertEquals(0, body.findValues("cache_control").size());
    }
}
