package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(Patience.OF_A_TEST)
class PeerServerTest {

    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"models/list\",\"params\":{}}";
    private static final String CHAT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chat/start\","
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
    void aPeerWithTheTokenIsAnswered() {
        try (WebSocketPeer peer = peer()) {
            peer.send(LIST);
            assertTrue(peer.next().has("result"));
        }
    }

    @Test
    void aPeerThatNamesTheSubprotocolGetsIt() throws IOException {
        assertTrue(handshake(header("Authorization", "Bearer " + server.token())
                        + header("Sec-WebSocket-Protocol", "open-llm.v1"))
                .contains("Sec-WebSocket-Protocol: open-llm.v1"));
    }

    @Test
    void eachPeerHasItsOwnConnection() {
        services.chat = (params, sink) -> {
            sink.accept(new ChatEvent.Text("hello"));
            return TestServices.DONE;
        };
        try (WebSocketPeer one = peer();
                WebSocketPeer other = peer()) {
            one.send(CHAT);
            assertEquals("$/progress", one.next().path("method").asText());
            assertTrue(one.next().has("result"));
            other.send(LIST);
            assertTrue(other.next().has("result"), "nothing of the chat went to the other");
        }
    }

    @Test
    void withoutATokenTheHandshakeIsRefusedAndTheConnectionClosed() throws IOException {
        assertTrue(handshake("").startsWith("HTTP/1.1 401 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic abc", "%TOKEN", "bearer%20x"})
    void withAWrongTokenTheHandshakeIsRefusedAndTheConnectionClosed(String authorization) throws IOException {
        String value = authorization.replace("%TOKEN", server.token());
        assertTrue(handshake(header("Authorization", value)).startsWith("HTTP/1.1 401 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000", "vscode-webview://x"})
    void aWebPageIsRefusedEvenWithTheToken(String origin) throws IOException {
        assertTrue(handshake(header("Authorization", "Bearer " + server.token()) + header("Origin", origin))
                .startsWith("HTTP/1.1 403 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:%PORT", "127.0.0.1", "127.0.0.1:1", "localhost.evil:%PORT"})
    void aForeignHostIsRefusedEvenWithTheToken(String host) throws IOException {
        String answer = exchange("GET / HTTP/1.1\r\n" + header("Host", host.replace("%PORT", "" + server.port()))
                + upgrade() + header("Authorization", "Bearer " + server.token()) + "\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "\r\n", "garbage\n"})
    void whatIsNoHandshakeIsRefusedAndTheConnectionClosed(String text) throws IOException {
        assertTrue(exchange(text).startsWith("HTTP/1.1 404 "));
    }

    @Test
    void anEndlessHandshakeIsClosed() throws IOException {
        assertTrue(exchange("GET / HTTP/1.1\r\nX: " + "a".repeat(100_000)).startsWith("HTTP/1.1 403 "));
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        restart(limits(Duration.ofMillis(100), Duration.ofHours(1), 1024));
        assertEquals("", exchange(""));
    }

    @Test
    void itListensOnLoopbackOnly() throws IOException {
        for (var network : java.util.Collections.list(java.net.NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : java.util.Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThrows(IOException.class, () -> new Socket(address, server.port()).close());
                }
            }
        }
    }

    @Test
    void moreThanTheLimitOfPeersIsRefusedAndTheOthersGoOn() throws IOException {
        restart(new PeerLimits(
                1024 * 1024, 2, 64, Duration.ofSeconds(5), Duration.ofHours(1), 1024, Duration.ofSeconds(5)));
        try (WebSocketPeer one = peer();
                WebSocketPeer two = peer()) {
            one.send(LIST);
            one.next();
            assertTrue(handshake(header("Authorization", "Bearer " + server.token()))
                    .startsWith("HTTP/1.1 503 "));
            two.send(LIST);
            assertTrue(two.next().has("result"));
        }
    }

    @Test
    void aThousandConnectionsDoNotKeepAPeerOut() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            try (WebSocketPeer peer = peer()) {
                peer.send(LIST);
                assertTrue(peer.next().has("result"));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void anOversizedFrameEndsItsConnectionAndNoOther() {
        restart(limits(Duration.ofSeconds(5), Duration.ofHours(1), 1024 * 1024));
        try (WebSocketPeer good = peer();
                WebSocketPeer bad = peer()) {
            bad.send("x".repeat(2 * 1024 * 1024));
            assertEquals(1009, bad.closeCode());
            good.send(LIST);
            assertTrue(good.next().has("result"));
        }
    }

    @Test
    void anOversizedMessageInSmallFramesEndsItsConnectionToo() {
        restart(limits(Duration.ofSeconds(5), Duration.ofHours(1), 1024 * 1024));
        try (WebSocketPeer bad = peer()) {
            bad.sendInPieces("x".repeat(2 * 1024 * 1024), 64 * 1024);
            assertEquals(1009, bad.closeCode());
        }
    }

    @Test
    void aBinaryMessageEndsItsConnection() {
        try (WebSocketPeer bad = peer()) {
            bad.sendBinary(new byte[] {1, 2, 3});
            assertEquals(1003, bad.closeCode());
        }
    }

    @Test
    void aPeerThatLeavesCancelsWhatRunsForIt() {
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        CountDownLatch working = new CountDownLatch(1);
        services.chat = (params, sink) -> {
            working.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException cancelled) {
                interrupted.complete(null);
            }
            throw new OpenLlmException(ErrorKind.CANCELLED, "cancelled");
        };
        try (WebSocketPeer peer = peer()) {
            peer.send(CHAT);
            await(working);
        }
        interrupted.join();
    }

    @Test
    void aPeerThatReadsNothingHoldsUpItsOwnChatOnlyAndIsLeftInTheEnd() throws Exception {
        restart(new PeerLimits(
                1024 * 1024,
                64,
                64,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                64 * 1024,
                Duration.ofMillis(300)));
        CompletableFuture<Integer> told = new CompletableFuture<>();
        services.chat = (params, sink) -> {
            int pieces = 0;
            try {
                while (pieces < 100_000) {
                    sink.accept(new ChatEvent.Text("x".repeat(10_000)));
                    pieces++;
                }
            } finally {
                told.complete(pieces);
            }
            return TestServices.DONE;
        };
        try (Socket deaf = open(header("Authorization", "Bearer " + server.token()));
                WebSocketPeer good = peer()) {
            deaf.getOutputStream().write(WebSocketPeer.frame(CHAT));
            int pieces = told.get();
            assertTrue(pieces < 10_000, "stopped after " + pieces + " pieces of 10 kB");
            good.send(LIST);
            assertTrue(good.next().has("result"));
        }
    }

    @Test
    void aPeerThatIsIdleForTooLongIsSentAway() {
        restart(limits(Duration.ofSeconds(5), Duration.ofMillis(100), 1024));
        try (WebSocketPeer peer = peer()) {
            assertEquals(1000, peer.closeCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets/set", "secrets/delete", "secrets/copy"})
    void aPeerMayNotTouchKeys(String method) {
        try (WebSocketPeer peer = peer()) {
            peer.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                    + "\",\"params\":{\"provider\":\"p\",\"value\":\"k\"}}");
            JsonNode data = peer.next().path("error").path("data");
            assertEquals("permission", data.path("kind").asText());
            assertTrue(services.stored.isEmpty());
        }
    }

    @Test
    void aPeersSettingsAndItsSecretStorageMeanNothing() {
        services.onUse = settings -> {
            throw new AssertionError("used");
        };
        try (WebSocketPeer peer = peer()) {
            peer.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"clientName\":\"evil\","
                    + "\"capabilities\":{\"secretStorage\":true},\"settings\":{\"trusted\":true}}}");
            assertTrue(peer.next().has("result"));
            peer.send("{\"jsonrpc\":\"2.0\",\"method\":\"settings/didChange\",\"params\":{\"trusted\":true}}");
            peer.send(LIST.replace("1,", "2,"));
            assertTrue(peer.next().has("result"));
            assertTrue(services.ownerStorage.get().isEmpty());
        }
    }

    @Test
    void exitEndsThePeersConnectionAndNotTheServer() {
        try (WebSocketPeer leaving = peer();
                WebSocketPeer staying = peer()) {
            leaving.send("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
            assertEquals(1000, leaving.closeCode());
            staying.send(LIST);
            assertTrue(staying.next().has("result"));
        }
    }

    @Test
    void closingTheServerEndsAllConnections() {
        try (WebSocketPeer peer = peer()) {
            peer.send(LIST);
            peer.next();
            server.close();
            assertEquals(1001, peer.closeCode());
        }
    }

    @Test
    void twoServersHaveDifferentTokensOf256Bits() {
        try (PeerServer other = PeerServer.start(services.services(), PeerLimits.DEFAULT)) {
            assertEquals(43, server.token().length());
            assertFalse(server.token().equals(other.token()));
        }
    }

    private static PeerLimits limits(Duration handshake, Duration idle, int messageBytes) {
        return new PeerLimits(messageBytes, 64, 64, handshake, idle, 1024 * 1024, Duration.ofSeconds(30));
    }

    private WebSocketPeer peer() {
        return new WebSocketPeer(server.port(), server.token());
    }

    private static String header(String name, String value) {
        return name + ": " + value + "\r\n";
    }

    private static String upgrade() {
        return header("Upgrade", "websocket") + header("Connection", "Upgrade")
                + header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==") + header("Sec-WebSocket-Version", "13");
    }

    private String request(String headers) {
        return "GET / HTTP/1.1\r\n" + header("Host", "127.0.0.1:" + server.port()) + upgrade() + headers + "\r\n";
    }

    private Socket open(String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(request(headers).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Everything the server answers to a handshake; for a refused one, up to its close. */
    private String handshake(String headers) throws IOException {
        return exchange(request(headers));
    }

    private String exchange(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            for (int next = socket.getInputStream().read(); next >= 0; next = socket.getInputStream().read()) {
                answer.append((char) next);
                if (answer.toString().startsWith("HTTP/1.1 101") && answer.toString().endsWith("\r\n\r\n")) {
                    break;
                }
            }
            return answer.toString();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
