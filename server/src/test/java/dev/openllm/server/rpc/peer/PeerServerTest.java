package dev.openllm.server.rpc.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.rpc.TestServices;
import dev.openllm.server.testing.TestTimeouts;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the permissions of peers and for the limits on their use of the server. */
@Timeout(TestTimeouts.TEST_SECONDS)
class PeerServerTest {

    private static final String LIST_REQUEST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"models/list\",\"params\":{}}";
    private static final String CHAT_REQUEST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chat/start\","
            + "\"params\":{\"model\":\"m\",\"progressToken\":\"t\"}}";

    private final TestServices services = new TestServices();
    private PeerServer server = PeerServer.start(services.services(), PeerLimits.DEFAULT);

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(PeerLimits limits) {
        server.close();
        server = PeerServer.start(services.services(), limits);
    }

    @Test
    void eachPeerHasItsOwnConnection() {
        services.chat = (params, sink) -> {
            sink.accept(new ChatEvent.Text("hello"));
            return TestServices.CHAT_RESULT;
        };
        try (WebSocketPeer first = peer();
                WebSocketPeer second = peer()) {
            first.send(CHAT_REQUEST);
            assertEquals("$/progress", first.next().path("method").asText());
            assertTrue(first.next().has("result"));
            second.send(LIST_REQUEST);
            assertTrue(second.next().has("result"), "nothing of the chat went to the other");
        }
    }

    @Test
    void anOversizedFrameEndsOnlyItsConnection() {
        restart(limits(Duration.ofSeconds(5), Duration.ofHours(1), 1024 * 1024));
        try (WebSocketPeer validPeer = peer();
                WebSocketPeer invalidPeer = peer()) {
            invalidPeer.send("x".repeat(2 * 1024 * 1024));
            assertEquals(1009, invalidPeer.awaitCloseCode());
            validPeer.send(LIST_REQUEST);
            assertTrue(validPeer.next().has("result"));
        }
    }

    @Test
    void anOversizedMessageInSmallFramesAlsoEndsItsConnection() {
        restart(limits(Duration.ofSeconds(5), Duration.ofHours(1), 1024 * 1024));
        try (WebSocketPeer invalidPeer = peer()) {
            invalidPeer.sendInFrames("x".repeat(2 * 1024 * 1024), 64 * 1024);
            assertEquals(1009, invalidPeer.awaitCloseCode());
        }
    }

    @Test
    void aBinaryMessageEndsItsConnection() {
        try (WebSocketPeer invalidPeer = peer()) {
            invalidPeer.sendBinary(new byte[] {1, 2, 3});
            assertEquals(1003, invalidPeer.awaitCloseCode());
        }
    }

    @Test
    void aPeerThatDisconnectsCancelsItsRequests() {
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        services.chat = (params, sink) -> {
            started.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException canceled) {
                interrupted.complete(null);
            }
            throw new OpenLlmException(ErrorKind.CANCELLED, "cancelled");
        };
        try (WebSocketPeer peer = peer()) {
            peer.send(CHAT_REQUEST);
            await(started);
        }
        interrupted.join();
    }

    @Test
    void aPeerThatReadsNothingDelaysOnlyItsOwnChatAndIsFinallyDisconnected() throws Exception {
        restart(new PeerLimits(
                1024 * 1024, 64, 64, Duration.ofSeconds(5), Duration.ofHours(1), 64 * 1024, Duration.ofMillis(300)));
        CompletableFuture<Integer> sentChunks = new CompletableFuture<>();
        services.chat = (params, sink) -> {
            int chunks = 0;
            try {
                while (chunks < 100_000) {
                    sink.accept(new ChatEvent.Text("x".repeat(10_000)));
                    chunks++;
                }
            } finally {
                sentChunks.complete(chunks);
            }
            return TestServices.CHAT_RESULT;
        };
        try (Socket nonReadingClient = handshake().open(handshake().tokenHeader());
                WebSocketPeer validPeer = peer()) {
            nonReadingClient.getOutputStream().write(WebSocketPeer.frame(CHAT_REQUEST));
            int chunks = sentChunks.get();
            assertTrue(chunks < 10_000, "stopped after " + chunks + " pieces of 10 kB");
            validPeer.send(LIST_REQUEST);
            assertTrue(validPeer.next().has("result"));
        }
    }

    @Test
    void aPeerThatIsIdleForTooLongIsDisconnected() {
        restart(limits(Duration.ofSeconds(5), Duration.ofMillis(100), 1024));
        try (WebSocketPeer peer = peer()) {
            assertEquals(1000, peer.awaitCloseCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets/set", "secrets/delete", "secrets/copy"})
    void aPeerCannotAccessKeys(String method) {
        try (WebSocketPeer peer = peer()) {
            peer.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                    + "\",\"params\":{\"provider\":\"p\",\"value\":\"k\"}}");
            JsonNode data = peer.next().path("error").path("data");
            assertEquals("permission", data.path("kind").asText());
            assertTrue(services.storedSecrets.isEmpty());
        }
    }

    @Test
    void aPeersSettingsAndSecretStorageAreIgnored() {
        services.onSettings = settings -> {
            throw new AssertionError("used");
        };
        try (WebSocketPeer peer = peer()) {
            peer.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"clientName\":\"evil\","
                    + "\"capabilities\":{\"secretStorage\":true},\"settings\":{\"trusted\":true}}}");
            assertTrue(peer.next().has("result"));
            peer.send("{\"jsonrpc\":\"2.0\",\"method\":\"settings/didChange\",\"params\":{\"trusted\":true}}");
            peer.send(LIST_REQUEST.replace("1,", "2,"));
            assertTrue(peer.next().has("result"));
            assertTrue(services.ownerSecretStorage.get().isEmpty());
        }
    }

    @Test
    void exitEndsThePeersConnectionButNotTheServer() {
        try (WebSocketPeer exitingPeer = peer();
                WebSocketPeer otherPeer = peer()) {
            exitingPeer.send("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
            assertEquals(1000, exitingPeer.awaitCloseCode());
            otherPeer.send(LIST_REQUEST);
            assertTrue(otherPeer.next().has("result"));
        }
    }

    @Test
    void closingTheServerEndsAllConnections() {
        try (WebSocketPeer peer = peer()) {
            peer.send(LIST_REQUEST);
            peer.next();
            server.close();
            assertEquals(1001, peer.awaitCloseCode());
        }
    }

    private static PeerLimits limits(Duration handshake, Duration idle, int messageBytes) {
        return new PeerLimits(messageBytes, 64, 64, handshake, idle, 1024 * 1024, Duration.ofSeconds(30));
    }

    private WebSocketPeer peer() {
        return new WebSocketPeer(server.port(), server.token());
    }

    private RawHandshake handshake() {
        return new RawHandshake(server);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
