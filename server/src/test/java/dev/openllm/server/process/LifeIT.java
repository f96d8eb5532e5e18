package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for the packaged server when processes freeze, die, or run out of memory: the server either recovers or ends
 * and leaves nothing behind.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class LifeIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String FINISH = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    /** Accepts connections only in the kernel, as a frozen process does, and prints its port. */
    private static final String SILENT_PROVIDER = "import socket, time; s = socket.socket(); s.bind(('127.0.0.1', 0));"
            + " s.listen(); print(s.getsockname()[1], flush=True); time.sleep(600)";

    @TempDir
    Path home;

    private final FakeProvider provider = FakeProvider.start();
    private final List<ServerProcess> servers = new ArrayList<>();

    @BeforeEach
    void assumeSignalsAreAvailable() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "this system has no /proc");
    }

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::close);
        provider.close();
    }

    @Test
    void aFrozenProviderCausesAnErrorThatNamesTheTimeout() throws Exception {
        Process frozenProvider = new ProcessBuilder("python3", "-c", SILENT_PROVIDER).start();
        try {
            int port = Integer.parseInt(frozenProvider.inputReader().readLine());
            sendSignal("STOP", frozenProvider.pid());
            InitializeParams initializeParams =
                    withPolicies(URI.create("http://127.0.0.1:" + port), Map.of("firstByteSeconds", 2, "retries", 0));
            ServerProcess server = start();
            server.requestAndWait("initialize", initializeParams);

            ServerProcess.RemoteError error = awaitError(server.request("chat/start", Conversation.chat("Hi", "t")));

            assertEquals(
                    "timeout", error.data().path("kind").asText(), error.data().toString());
            assertTrue(error.getMessage().contains("within 2 s"), error.getMessage());
        } finally {
            frozenProvider.destroyForcibly();
        }
    }

    @Test
    void aServerThatWasFrozenContinuesItsRequests() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        provider.respondAt(
                CHAT,
                FakeAnswer.sse(textChunk("one "))
                        .withStep(new FakeAnswer.Step.Await(gate))
                        .send("data: " + textChunk("two") + "\n\ndata: " + FINISH + "\n\n"));
        ServerProcess server = start();
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));
        CompletableFuture<JsonNode> chat = server.request("chat/start", Conversation.chat("Count.", "t"));
        assertEquals("one ", awaitProgressText(server));

        sendSignal("STOP", server.process().pid());
        gate.countDown();
        CompletableFuture<JsonNode> models = server.request("models/list", ListModelsParams.ALL);
        sendSignal("CONT", server.process().pid());

        assertEquals("two", awaitProgressText(server));
        assertEquals(
                "stop",
                chat.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS)
                        .path("finishReason")
                        .asText());
        assertTrue(models.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS)
                        .path("models")
                        .size()
                > 0);
    }

    @Test
    void afterAServerIsKilledItsConnectionsAreClosedAndTheNextOneWorksInTheSameFolder() throws Exception {
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("endless")).withStep(new FakeAnswer.Step.Hang()));
        ServerProcess killedServer = start();
        killedServer.requestAndWait("initialize", Conversation.initialize(provider.uri()));
        killedServer.request("chat/start", Conversation.chat("Go on.", "t"));
        awaitProgressText(killedServer);
        List<ProcessHandle> children = killedServer.process().descendants().toList();

        killedServer.process().destroyForcibly();

        provider.awaitClosed();
        killedServer.awaitExit();
        assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), "an orphan is left");
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("Hi"), FINISH));
        ServerProcess nextServer = start();
        nextServer.requestAndWait("initialize", Conversation.initialize(provider.uri()));
        assertEquals(
                "stop",
                nextServer
                        .requestAndWait("chat/start", Conversation.chat("Hi", "t"))
                        .path("finishReason")
                        .asText());
    }

    @Test
    void aResponseThatDoesNotFitInMemoryFailsAndTheNextRequestIsAnswered() throws Exception {
        FakeAnswer hugeResponse = FakeAnswer.sse(textChunk("begin"));
        String part = "x".repeat(1 << 20);
        hugeResponse = hugeResponse.send("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"");
        for (int i = 0; i < 50; i++) {
            hugeResponse = hugeResponse.send(part);
        }
        provider.respondAt(CHAT, hugeResponse.send("\"}}]}\n\ndata: " + FINISH + "\n\n"));
        ServerProcess server = start("-Xmx64m");
        server.requestAndWait("initialize", Conversation.initialize(provider.uri()));

        ServerProcess.RemoteError error = awaitError(server.request("chat/start", Conversation.chat("Much.", "t")));

        assertTrue(error.getMessage().contains("OutOfMemoryError"), error.getMessage());
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("Hi"), FINISH));
        assertEquals(
                "stop",
                server.requestAndWait("chat/start", Conversation.chat("Hi", "u"))
                        .path("finishReason")
                        .asText());
    }

    private ServerProcess start(String... jvmFlags) throws IOException {
        Packaged packaged = Packaged.ofCurrentBuild();
        List<String> allFlags = new ArrayList<>(List.of(jvmFlags));
        allFlags.add(packaged.cacheFlag());
        ServerProcess server =
                ServerProcess.start(packaged.serveCommand(allFlags.toArray(String[]::new)), Homes.environment(home));
        servers.add(server);
        return server;
    }

    private static InitializeParams withPolicies(URI provider, Map<String, Integer> policies) {
        ObjectNode params = Wire.JSON.valueToTree(Conversation.initialize(provider));
        ObjectNode settings = (ObjectNode) params.at("/settings/user");
        settings.set("policies", Wire.JSON.valueToTree(policies));
        return Wire.JSON.convertValue(params, InitializeParams.class);
    }

    private static ServerProcess.RemoteError awaitError(CompletableFuture<JsonNode> request) {
        ExecutionException exception =
                assertThrows(ExecutionException.class, () -> request.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
        return assertInstanceOf(ServerProcess.RemoteError.class, exception.getCause(), exception.toString());
    }

    private static void sendSignal(String name, long pid) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor());
    }

    private static String textChunk(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    private static String awaitProgressText(ServerProcess server) throws Exception {
        return server.awaitNotification("$/progress")
                .params()
                .path("value")
                .path("text")
                .asText();
    }
}
