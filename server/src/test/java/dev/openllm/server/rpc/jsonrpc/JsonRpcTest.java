package dev.openllm.server.rpc.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.InitializeResult;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.TEST_SECONDS)
class JsonRpcTest {

    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";

    private record Written(JsonNode message, Thread thread) {}

    private final OpenLlmServer server = mock(OpenLlmServer.class);
    private final CompletableFuture<OpenLlmClient> client = new CompletableFuture<>();
    private final BlockingQueue<Written> writtenMessages = new LinkedBlockingQueue<>();
    private final JsonRpc rpc = new JsonRpc(this::serve, this::write);

    private OpenLlmServer serve(OpenLlmClient remoteClient) {
        client.complete(remoteClient);
        return server;
    }

    private void write(byte[] json) {
        try {
            writtenMessages.add(new Written(Wire.JSON.readTree(json), Thread.currentThread()));
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    private void receive(String json) {
        rpc.receive(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingIsSentBeforeTheReplyToInitialize() throws Exception {
        when(server.initialize(any())).thenAnswer(invocation -> {
            Thread notifier = Thread.ofPlatform().start(() -> client.join().modelsChanged());
            awaitBlockedOrTerminated(notifier);
            return CompletableFuture.completedFuture(new InitializeResult(1, "1.2.3", 4));
        });
        receive(INITIALIZE);
        assertEquals(1, writtenMessages.take().message().path("id").asInt());
        assertEquals(
                "models/didChange",
                writtenMessages.take().message().path("method").asText());
    }

    @Test
    void nothingIsHeldBackAfterAFailedInitialize() throws Exception {
        when(server.initialize(any())).thenThrow(new IllegalStateException());
        receive(INITIALIZE);
        client.join().modelsChanged();
        assertTrue(writtenMessages.take().message().has("error"));
        assertEquals(
                "models/didChange",
                writtenMessages.take().message().path("method").asText());
    }

    @Test
    void anImmediateReplyIsNotWrittenByTheReadingThread() throws Exception {
        receive("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}");
        assertNotEquals(Thread.currentThread(), writtenMessages.take().thread());
    }

    private static void awaitBlockedOrTerminated(Thread thread) {
        while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
    }
}
