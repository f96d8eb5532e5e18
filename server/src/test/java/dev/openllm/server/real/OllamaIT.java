package dev.openllm.server.real;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with Ollama and a model with known responses, in its own API and in the three compatible APIs. */
class OllamaIT {

    private static final int CONTEXT_TOKENS = 8_192;

    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}},"
                    + "\"required\":[\"city\",\"n\"],\"additionalProperties\":false}";

    @TempDir
    static Path folder;

    private static RealServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RealServer.startOllama(folder, CONTEXT_TOKENS);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama-chat", "openai-chat", "openai-responses", "anthropic-messages"})
    void threeTurnsWithReasoningAndToolsSucceed(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");

        assertEquals(FinishReason.STOP, chat.sendText("think of Rome").finishReason());
        assertEquals("Warm.", chat.text());
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

    @ParameterizedTest
    @ValueSource(strings = {"ollama-chat", "openai-chat"})
    void aSchemaIsEnforced(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");

        chat.sendWithSchema(SCHEMA, "think of Rome");

        assertEquals(List.of("city", "n"), fields(chat.text()));
        assertEquals(List.of(), chat.eventsOf(ChatEvent.Notice.class));
    }

    /** For a reasoning model, Ollama 0.17.4 applies a schema only after the reasoning ({@code server/routes.go}). */
    @ParameterizedTest
    @ValueSource(strings = {"ollama-chat", "openai-chat"})
    void aSchemaThatOllamaDoesNotApplyIsReportedInANotice(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");

        chat.sendWithSchema(SCHEMA, "Where?");

        assertEquals(
                "The response is not valid JSON, although the request asked for JSON.",
                chat.eventsOf(ChatEvent.Notice.class).getFirst().message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama-chat", "openai-chat", "openai-responses", "anthropic-messages"})
    void aCancelledRequestFreesTheOnlySlotOfTheServer(String dialect) throws InterruptedException {
        RealChat chat = new RealChat(server.uri(), dialect, "scripted");
        CountDownLatch started = new CountDownLatch(1);
        Thread request = Thread.ofVirtual().start(() -> {
            try {
                chat.send(Message.user("endless"), List.of(), ChatOptions.DEFAULTS, event -> started.countDown());
            } catch (OpenLlmException canceled) {
                // expected after the interrupt
            }
        });
        assertTrue(started.await(60, TimeUnit.SECONDS), "nothing came");

        request.interrupt();
        request.join();

        RealChat nextChat = new RealChat(server.uri(), dialect, "scripted");
        nextChat.send(Message.user("Hi"), List.of(), ChatOptions.DEFAULTS, nextChat.events::add);
        assertEquals("It is sunny in Rome.", nextChat.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama-chat", "openai-chat", "openai-responses", "anthropic-messages"})
    void anUnknownModelIsReportedAsUnknown(String dialect) {
        RealChat chat = new RealChat(server.uri(), dialect, "nosuch");

        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> chat.sendText("Hi"));

        assertEquals(ErrorKind.MODEL_NOT_FOUND, exception.info().kind(), exception.info()::toString);
    }

    @Test
    void theListContainsContextSizeAndCapabilities() {
        var listed = new RealChat(server.uri(), "ollama-chat", "scripted:latest").fetchModelInfo();

        assertEquals(CONTEXT_TOKENS, listed.limits().contextTokens());
        assertTrue(listed.capabilities().tools(), listed::toString);
    }

    private static List<String> fields(String document) {
        return json(document).propertyStream().map(field -> field.getKey()).toList();
    }

    @Test
    void aModelThatCannotInsertCompletesInAChat() {
        RealChat chat = new RealChat(server.uri(), "ollama-chat", "scripted");

        assertEquals("It is sunny in Rome.", chat.complete("Weather: ", "\n").text());
    }
}
