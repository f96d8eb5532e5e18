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
@Timeout(TestTimeouts.TEST_SECONDS)
class ServerProcessIT {

    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path home;

    private final FakeProvider provider = FakeProvider.start();
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        Packaged packaged = Packaged.ofCurrentBuild();
        server = ServerProcess.start(packaged.serveCommand(packaged.cacheFlag()), Homes.environment(home));
    }

    @AfterEach
    void stop() {
        server.close();
        provider.close();
    }

    @Test
    void aChatIsStreamedFromAProviderInTheSettings() throws Exception {
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("Hel"), textChunk("lo"), FINISH, "[DONE]"));
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));

        JsonNode result = server.requestAndWait("chat/start", Conversation.chat("Greet me.", "t"));

        assertEquals("Hel", awaitProgressText());
        assertEquals("lo", awaitProgressText());
        assertEquals("stop", result.path("finishReason").asText());
    }

    @Test
    void aThousandChunksAreDeliveredInOrder() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(textChunk("é" + i + " "));
        }
        events.add(FINISH);
        provider.respondAt(CHAT, FakeAnswer.sse(events.toArray(String[]::new)));
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));

        server.requestAndWait("chat/start", Conversation.chat("Count.", "t"));

        for (int i = 0; i < 1000; i++) {
            assertEquals("é" + i + " ", awaitProgressText());
        }
    }

    @Test
    void theConnectionToTheProviderIsClosedIfAChatIsCancelled() throws Exception {
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("endless")).withStep(new FakeAnswer.Step.Hang()));
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
        CompletableFuture<JsonNode> chat = server.request(77, "chat/start", Conversation.chat("Go on.", "t"));
        awaitProgressText();

        server.notify("$/cancelRequest", Map.of("id", 77));

        provider.awaitClosed();
        ExecutionException exception =
                assertThrows(ExecutionException.class, () -> chat.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
        ServerProcess.RemoteError error = assertInstanceOf(ServerProcess.RemoteError.class, exception.getCause());
        assertEquals("cancelled", error.data().path("kind").asText());
    }

    @Test
    void theServerEndsWhenStdinEnds() throws Exception {
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));

        server.closeStdin();

        assertEquals(0, server.awaitExit());
    }

    @Test
    void theServerEndsOnExit() throws Exception {
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
        server.requestAndWait("shutdown", null);

        server.notify("exit", null);

        assertEquals(0, server.awaitExit());
    }

    @Test
    void theConnectionToTheProviderIsClosedIfTheClientDisconnects() throws Exception {
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("endless")).withStep(new FakeAnswer.Step.Hang()));
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
        server.request("chat/start", Conversation.chat("Go on.", "t"));
        awaitProgressText();

        server.closeStdin();

        provider.awaitClosed();
        assertEquals(0, server.awaitExit());
    }

    @Test
    void theServerEndsWithItsParentProcessEvenIfStdinRemainsOpen() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        try {
            server.requestAndWait("initialize", Conversation.initialize(provider.uri(), parent.pid()));

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
                server.requestAndWait("initialize", Conversation.initialize(provider.uri()))
                        .path("protocolVersion")
                        .asInt());
    }

    @Test
    void nothingIsPrintedOnStderrWithoutAProblem() throws Exception {
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("Hi"), FINISH));
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
        server.requestAndWait("chat/start", Conversation.chat("Greet me.", "t"));
        server.closeStdin();
        server.awaitExit();

        assertEquals("", server.stderr());
    }

    @Test
    void theCacheIsAccepted() throws Exception {
        Packaged packaged = Packaged.ofCurrentBuild();
        List<String> command = packaged.serveCommand("-XX:AOTMode=on", packaged.cacheFlag());
        try (ServerProcess strictServer = ServerProcess.start(command, Homes.environment(home))) {
            assertTrue(strictServer
                    .requestAndWait("initialize", Conversation.initialize(provider.uri()))
                    .has("serverVersion"));
        }
    }

    @Test
    void theCacheIsAcceptedWithTheAdditionalGatewayFlags() throws Exception {
        Packaged packaged = Packaged.ofCurrentBuild();
        String gatewayFlags = "@" + packaged.folder().resolve("open-llm.gateway.flags");
        List<String> command = packaged.serveCommand(packaged.cacheFlag(), gatewayFlags, "-XX:AOTMode=on");
        try (ServerProcess strictServer = ServerProcess.start(command, Homes.environment(home))) {
            assertTrue(strictServer
                    .requestAndWait("initialize", Conversation.initialize(provider.uri()))
                    .has("serverVersion"));
        }
    }

    private static final String FINISH = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private static String textChunk(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    private String awaitProgressText() throws Exception {
        return server.awaitNotification("$/progress")
                .params()
                .path("value")
                .path("text")
                .asText();
    }
}
