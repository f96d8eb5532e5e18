package dev.openllm.server.real;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ModelConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with the llama.cpp server and a model with known responses, in each of its three APIs. */
class LlamaServerIT {

    private static final int CONTEXT_TOKENS = 65_536;

    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}},"
                    + "\"required\":[\"city\",\"n\"],\"additionalProperties\":false}";

    @TempDir
    static Path folder;

    private static RealServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RealServer.startLlama(folder, CONTEXT_TOKENS);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses", "anthropic-messages"})
    void threeTurnsWithReasoningAndToolsSucceed(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");

        assertEquals(FinishReason.STOP, chat.sendText("think of Rome").finishReason());
        assertEquals("Warm.", chat.text());
        assertTrue(chat.reasoning().contains("Rome lies south."), chat.events::toString);
        for (int turn = 2; turn <= 3; turn++) {
            assertEquals(
                    FinishReason.TOOL_CALLS, chat.sendText("And the weather?").finishReason());
            assertEquals(
                    json("{\"city\":\"Rome\"}"),
                    chat.eventsOf(ChatEvent.ToolCall.class).getFirst().arguments());
            assertEquals(FinishReason.STOP, chat.sendToolResult("sun").finishReason());
            assertEquals("The tool reports sun.", chat.text());
        }
    }

    @Test
    void aSchemaIsEnforced() {
        RealChat chat = new RealChat(server.uri(), "openai-chat", "scripted");

        chat.sendWithSchema(SCHEMA, "Where?");

        assertEquals(json("{\"city\":\"\",\"n\":1}"), json(chat.text()));
        assertEquals(List.of(), chat.eventsOf(ChatEvent.Notice.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-responses", "anthropic-messages"})
    void aSchemaThatIsNotEnforcedIsReportedInANotice(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");

        chat.sendWithSchema(SCHEMA, "Where?");

        assertEquals("It is sunny in Rome.", chat.text());
        assertEquals(
                "The response is not valid JSON, although the request asked for JSON.",
                chat.eventsOf(ChatEvent.Notice.class).getFirst().message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses", "anthropic-messages"})
    void theServerDetectsThatARequestWasCancelled(String dialect) throws InterruptedException {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<ErrorKind> errorKind = new AtomicReference<>();
        Thread request = Thread.ofVirtual().start(() -> {
            try {
                chat.send(Message.user("endless"), List.of(), ChatOptions.DEFAULTS, event -> started.countDown());
            } catch (OpenLlmException canceled) {
                errorKind.set(canceled.info().kind());
            }
        });
        assertTrue(started.await(60, TimeUnit.SECONDS), "nothing came");
        assertTrue(isBusy());

        request.interrupt();
        request.join();

        assertEquals(ErrorKind.CANCELLED, errorKind.get());
        server.await(() -> !isBusy(), () -> "The server still generates.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses", "anthropic-messages"})
    void anOverflowIsRecognizedAndItsContextSizeLearned(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted", modelConfig("scripted", 1_000_000));

        OpenLlmException exception =
                assertThrows(OpenLlmException.class, () -> chat.sendText("x".repeat(CONTEXT_TOKENS + 1_000)));

        assertEquals(ErrorKind.CONTEXT_TOO_LONG, exception.info().kind(), exception.info()::toString);
        assertTrue(exception.getMessage().contains(String.valueOf(CONTEXT_TOKENS)), exception.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses"})
    void theListContainsTheActualContextSize(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");

        assertEquals(CONTEXT_TOKENS, chat.fetchModelInfo().limits().contextTokens());
        assertFalse(chat.fetchModelInfo().sources().get("limits.contextTokens").startsWith("assumed"));
    }

    private static boolean isBusy() {
        return server.get("/slots").orElseThrow().contains("\"is_processing\":true");
    }

    static ModelConfig modelConfig(String model, int contextTokens) {
        return new ModelConfig(
                model,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(contextTokens),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    @Test
    void aGapIsFilledWithTheServersOwnApi() {
        RealChat chat = new RealChat(URI.create(server.uri() + "/v1"), "openai-chat", "scripted");

        InlineCompletionResult result = chat.complete("int f() {\n    return ", "\n}\n");

        assertEquals("a + b;", result.text());
        assertEquals(FinishReason.STOP, result.finishReason());
    }
}
