package dev.openllm.server.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests with the LiteLLM proxy, with models whose responses its configuration specifies and with a model of a llama.cpp
 * server.
 */
class LiteLlmIT {

    private static final int CONTEXT_TOKENS = 8_192;

    @TempDir
    static Path folder;

    private static RealServer llama;
    private static RealServer server;

    @BeforeAll
    static void start() throws IOException {
        RealServer.requireProgram("litellm");
        llama = RealServer.startLlama(folder, CONTEXT_TOKENS);
        server = RealServer.startLiteLlm(folder, """
            model_list:
              - model_name: mock
                litellm_params: {model: openai/gpt-4o, api_key: none, mock_response: "Hello from LiteLLM"}
                model_info: {supports_vision: true, max_input_tokens: 12345}
              - model_name: scripted
                litellm_params: {model: openai/scripted, api_key: none, api_base: "%s/v1"}
            litellm_settings: {num_retries: 0}
            general_settings: {master_key: sk-canary-real-servers}
            """.formatted(llama.uri()));
    }

    @AfterAll
    static void stop() {
        for (RealServer realServer : new RealServer[] {server, llama}) {
            if (realServer != null) {
                realServer.close();
            }
        }
    }

    // The Responses API is excluded: LiteLLM 1.108.7 cannot stream a mock response in it ("Error processing stream
    // start").
    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "anthropic-messages"})
    void aMockModelResponds(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "mock");

        chat.sendText("Hi");

        assertEquals("Hello from LiteLLM", chat.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses", "anthropic-messages"})
    void threeTurnsWithReasoningAndToolsSucceed(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");

        assertEquals(FinishReason.STOP, chat.sendText("think of Rome").finishReason());
        assertEquals("Warm.", chat.text());
        for (int turn = 2; turn <= 3; turn++) {
            assertEquals(
                    FinishReason.TOOL_CALLS, chat.sendText("And the weather?").finishReason());
            assertEquals(
                    "weather",
                    chat.eventsOf(ChatEvent.ToolCall.class).getFirst().name());
            assertEquals(FinishReason.STOP, chat.sendToolResult("sun").finishReason());
            assertEquals("The tool reports sun.", chat.text());
        }
    }

    @Test
    void theCapabilitiesOfAnAliasAreKnown() {
        ModelInfo mock = new RealChat(server.uri(), "openai-chat", "mock").fetchModelInfo();

        assertTrue(mock.capabilities().vision(), mock::toString);
        assertEquals(12_345, mock.limits().contextTokens());
        assertEquals("real's /model/info", mock.sources().get("capabilities.vision"));
    }

    @ParameterizedTest
    @CsvSource({
        "openai-chat, nosuch, MODEL_NOT_FOUND",
        "openai-responses, nosuch, MODEL_NOT_FOUND",
        "anthropic-messages, nosuch, MODEL_NOT_FOUND"
    })
    void anUnknownModelIsReportedAsUnknown(String dialect, String model, ErrorKind kind) {
        RealChat chat = new RealChat(server.uri(), dialect, model);

        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> chat.sendText("Hi"));

        assertEquals(kind, exception.info().kind(), exception.info()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses", "anthropic-messages"})
    void anOverflowOfTheUpstreamModelIsReportedAsAnOverflow(String dialect) {
        RealChat chat =
                new RealChat(server.uri(), dialect, "scripted", LlamaServerIT.modelConfig("scripted", 1_000_000));

        OpenLlmException exception =
                assertThrows(OpenLlmException.class, () -> chat.sendText("x".repeat(CONTEXT_TOKENS + 1_000)));

        assertEquals(ErrorKind.CONTEXT_TOO_LONG, exception.info().kind(), exception.info()::toString);
    }
}
