package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the packaged server on stdio, started as an editor starts it. */
@Timeout(TestTimeouts.OF_A_TEST)
class ServerProcessIT {

    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path home;

    private final FakeProvider provider = FakeProvider.start();
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        Packaged packaged = Packaged.ofThisBuild();
        server = ServerProcess.start(packaged.serve(packaged.useCache()), Homes.environment(home));
    }

    @AfterEach
    void stop() {
        server.close();
        provider.close();
    }

    @Test
    void aChatIsStreamedFromAProviderInTheSettings() throws Exception {
        provider.answerAt(CHAT, FakeAnswer.sse(piece("Hel"), piece("lo"), FINISH, "[DONE]"));
        server.ask("initialize", Conversation.initialize(provider.uri()));

        JsonNode result = server.ask("chat/start", Conversation.ask("Greet me.", "t"));

        assertEquals("Hel", progressText());
        assertEquals("lo", progressText());
        assertEquals("stop", result.path("finishReason").asText());
    }

    @Test
    void aThousandChunksAreDeliveredInOrder() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(piece("é" + i + " "));
        }
        events.add(FINISH);
        provider.answerAt(CHAT, FakeAnswer.sse(events.toArray(String[]::new)));
        server.ask("initialize", Conversation.initialize(provider.uri()));

        server.ask("chat/start", Conversation.ask("Count.", "t"));

        for (int i = 0; i < 1000; i++) {
            assertEquals("é" + i + " ", progressText());
        }
    }

    @Test
    void theConnectionToTheProviderIsClosedIfAChatIsCancelled() throws Exception {
        provider.answerAt(CHAT, FakeAnswer.sse(piece("endless")).then(new FakeAnswer.Step.Hang()));
        server.ask("initialize", Conversation.initialize(provider.uri()));
        CompletableFuture<JsonNode> chat = server.request(77, "chat/start", Conversation.ask("Go on.", "t"));
        progressText();

        server.notify("$/cancelRequest", Map.of("id", 77));

        provider.awaitClosed();
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> chat.get(TestTimeouts.SECONDS, TimeUnit.SECONDS));
        ServerProcess.RemoteError error = assertInstanceOf(ServerProcess.RemoteError.class, failure.getCause());
        assertEquals("cancelled", error.data().path("kind").asText());
    }

    @Test
    void theServerEndsWhenStdinEnds() throws Exception {
        server.ask("initialize", Conversation.initialize(provider.uri()));

        server.closeStdin();

        assertEquals(0, server.awaitExit());
    }

    @Test
    void theServerEndsOnExit() throws Exception {
        server.ask("initialize", Conversation.initialize(provider.uri()));
        server.ask("shutdown", null);

        server.notify("exit", null);

        assertEquals(0, server.awaitExit());
    }

    @Test
    void theConnectionToTheProviderIsClosedIfTheClientDisconnects() throws Exception {
        provider.answerAt(CHAT, FakeAnswer.sse(piece("endless")).then(new FakeAnswer.Step.Hang()));
        server.ask("initialize", Conversation.initialize(provider.uri()));
        server.request("chat/start", Conversation.ask("Go on.", "t"));
        progressText();

        server.closeStdin();

        provider.awaitClosed();
        assertEquals(0, server.awaitExit());
    }

    @Test
    void theServerEndsWithItsParentProcessEvenIfStdinRemainsOpen() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        try {
            server.ask("initialize", Conversation.initialize(provider.uri(), parent.pid()));

            parent.destroyForcibly();

            assertEquals(0, server.awaitExit());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void theServerContinuesAfterGarbageOnStdin() throws Exception {
        server.sendRaw("not a header at all\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        server.sendRaw("Content-Length: 9\r\n\r\n{not json".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                1,
                server.ask("initialize", Conversation.initialize(provider.uri()))
                        .path("protocolVersion")
                        .asInt());
    }

    @Test
    void nothingIsPrintedOnStderrWithoutAProblem() throws Exception {
        provider.answerAt(CHAT, FakeAnswer.sse(piece("Hi"), FINISH));
        server.ask("initialize", Conversation.initialize(provider.uri()));
        server.ask("chat/start", Conversation.ask("Greet me.", "t"));
        server.closeStdin();
        server.awaitExit();

        assertEquals("", server.stderr());
    }

    @Test
    void theCacheIsAccepted() throws Exception {
        Packaged packaged = Packaged.ofThisBuild();
        List<String> command = packaged.serve("-XX:AOTMode=on", packaged.useCache());
        try (ServerProcess strict = ServerProcess.start(command, Homes.environment(home))) {
            assertTrue(strict.ask("initialize", Conversation.initialize(provider.uri()))
                    .has("serverVersion"));
        }
    }

    @Test
    void theCacheIsAcceptedWithTheAdditionalGatewayFlags() throws Exception {
        Packaged packaged = Packaged.ofThisBuild();
        String further = "@" + packaged.folder().resolve("open-llm.gateway.flags");
        List<String> command = packaged.serve(packaged.useCache(), further, "-XX:AOTMode=on");
        try (ServerProcess strict = ServerProcess.start(command, Homes.environment(home))) {
            assertTrue(strict.ask("initialize", Conversation.initialize(provider.uri()))
                    .has("serverVersion"));
        }
    }

    private static final String FINISH = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private static String piece(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    private String progressText() throws Exception {
        return server.awaitNotification("$/progress")
                .params()
                .path("value")
                .path("text")
                .asText();
    }
}
