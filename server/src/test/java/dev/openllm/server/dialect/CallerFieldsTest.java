package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that fields that callers set reach each API that has a corresponding field. */
class CallerFieldsTest {

    private static final String OPTIONS = """
        {"topK":40,"presencePenalty":0.5,"frequencyPenalty":-0.5,"verbosity":"low","reasoningSummary":"detailed",
         "serviceTier":"default","promptCacheKey":"thread-7","user":"u-1"}
        """;

    private static final ToolDefinition STRICT = new ToolDefinition(
            "f",
            "",
            null,
            Optional.of(true),
            Optional.of("1h"),
            Map.of("anthropic-messages", Map.of("eager_input_streaming", Calls.json("true"))));

    private static JsonNode encoded(Dialect dialect, String model) {
        return Calls.of(model, Message.user("hi"))
                .options(OPTIONS)
                .tools(STRICT)
                .encodeWith(dialect);
    }

    @Test
    void chatCompletions() {
        JsonNode body = encoded(new OpenAiChatDialect(), "m");

        assertEquals(40, body.path("top_k").asInt());
        assertEquals(0.5, body.path("presence_penalty").asDouble());
        assertEquals(-0.5, body.path("frequency_penalty").asDouble());
        assertEquals("low", body.path("verbosity").asText());
        assertEquals("default", body.path("service_tier").asText());
        assertEquals("thread-7", body.path("prompt_cache_key").asText());
        assertEquals("u-1", body.path("user").asText());
        assertEquals(true, body.at("/tools/0/function/strict").asBoolean());
        assertFalse(body.at("/tools/0/function").has("eager_input_streaming"));
    }

    @Test
    void responses() {
        JsonNode body = encoded(new OpenAiResponsesDialect(), "m");

        assertEquals("low", body.at("/text/verbosity").asText());
        assertEquals("detailed", body.at("/reasoning/summary").asText());
        assertEquals("default", body.path("service_tier").asText());
        assertEquals("thread-7", body.path("prompt_cache_key").asText());
        assertEquals("u-1", body.path("user").asText());
        assertEquals(true, body.at("/tools/0/strict").asBoolean());
    }

    @Test
    void messages() {
        JsonNode body = encoded(new AnthropicDialect(), "claude-sonnet-4-5");

        assertEquals(40, body.path("top_k").asInt());
        assertEquals("standard_only", body.path("service_tier").asText());
        assertEquals("u-1", body.at("/metadata/user_id").asText());
        assertEquals(true, body.at("/tools/0/strict").asBoolean());
        assertEquals(true, body.at("/tools/0/eager_input_streaming").asBoolean());
        assertEquals("1h", body.at("/tools/0/cache_control/ttl").asText());
    }

    @Test
    void gemini() {
        JsonNode config = encoded(new GeminiDialect(), "gemini-3-pro").path("generationConfig");

        assertEquals(40, config.path("topK").asInt());
        assertEquals(0.5, config.path("presencePenalty").asDouble());
        assertEquals(-0.5, config.path("frequencyPenalty").asDouble());
    }

    @Test
    void ollama() {
        JsonNode options = encoded(new OllamaDialect(), "qwen3").path("options");

        assertEquals(40, options.path("top_k").asInt());
        assertEquals(0.5, options.path("presence_penalty").asDouble());
        assertEquals(-0.5, options.path("frequency_penalty").asDouble());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        reasoning            | /reasoning/enabled                     | true
        thinking             | /thinking/type                         | enabled
        enable_thinking      | /enable_thinking                       | true
        chat_template_kwargs | /chat_template_kwargs/enable_thinking  | true
        reasoning_effort     | /reasoning_effort                      | ''
        """)
    void modelDecidedReasoningInEachChatCompletionsStyle(String style, String field, String value) {
        JsonNode body = Calls.of("m", Message.user("hi"))
                .quirk("reasoning-style", style)
                .options("{\"reasoningEffort\":\"auto\"}")
                .encodeWith(new OpenAiChatDialect());

        assertEquals(value, body.at(field).asText());
    }

    @Test
    void modelDecidedReasoningIsAdaptiveThinking() {
        Calls call = Calls.of("claude-sonnet-4-6", Message.user("hi")).options("{\"reasoningEffort\":\"auto\"}");
        JsonNode body = call.encodeWith(new AnthropicDialect());

        assertEquals("adaptive", body.at("/thinking/type").asText());
        assertFalse(body.has("output_config"));
    }

    @Test
    void modelDecidedReasoningHasABudgetWithoutAdaptiveThinking() {
        JsonNode body = Calls.of("claude-sonnet-4-5", Message.user("hi"))
                .options("{\"reasoningEffort\":\"auto\"}")
                .encodeWith(new AnthropicDialect());

        assertEquals("enabled", body.at("/thinking/type").asText());
    }

    @ParameterizedTest
    @CsvSource({"auto, -1", "none, 0"})
    void geminiReasoningIsModelDecidedOrDisabled(String effort, int budget) {
        JsonNode body = Calls.of("gemini-2.5-flash", Message.user("hi"))
                .options("{\"reasoningEffort\":\"" + effort + "\"}")
                .encodeWith(new GeminiDialect());

        assertEquals(
                budget,
                body.at("/generationConfig/thinkingConfig/thinkingBudget").asInt(99));
    }

    @Test
    void anIdentifierThatIsTooLongForOpenAiIsReplacedByItsHash() {
        JsonNode body = Calls.of("m", Message.user("hi"))
                .options("{\"user\":\"" + "u".repeat(100) + "\"}")
                .encodeWith(new OpenAiResponsesDialect());

        assertEquals(64, body.path("user").asText().length());
    }

    @Test
    void aDocumentReferencedByUrlIsFetchedByTheProvider() {
        Message message = Calls.user(
                new Part.File("application/pdf", "", Optional.of("a.pdf"), Optional.of("https://example.org/a.pdf")));

        assertEquals(
                "https://example.org/a.pdf",
                Calls.of("claude-sonnet-4-5", message)
                        .encodeWith(new AnthropicDialect())
                        .at("/messages/0/content/0/source/url")
                        .asText());
        assertEquals(
                "https://example.org/a.pdf",
                Calls.of("m", message)
                        .encodeWith(new OpenAiResponsesDialect())
                        .at("/input/0/content/0/file_url")
                        .asText());
        assertEquals(
                "https://example.org/a.pdf",
                Calls.of("gemini-3-pro", message)
                        .encodeWith(new GeminiDialect())
                        .at("/contents/0/parts/1/fileData/fileUri") // the first part contains the file name
                        .asText());
    }
}
