package dev.openllm.server.rpc.peer;

import static dev.openllm.server.rpc.peer.RawHandshake.header;
import static dev.openllm.server.rpc.peer.RawHandshake.upgradeHeaders;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.rpc.TestServices;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the conditions under which a client becomes a peer. */
@Timeout(TestTimeouts.TEST_SECONDS)
class PeerHandshakeTest {

    private static final String LIST_REQUEST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"models/list\",\"params\":{}}";

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
    void aPeerWithTheTokenIsAccepted() {
        try (WebSocketPeer peer = peer()) {
            peer.send(LIST_REQUEST);
            assertTrue(peer.next().has("result"));
        }
    }

    @Test
    void aPeerThatRequestsTheSubprotocolGetsIt() throws IOException {
        assertTrue(handshake()
                .sendHeaders(handshake().tokenHeader() + header("Sec-WebSocket-Protocol", "open-llm.v1"))
                .contains("Sec-WebSocket-Protocol: open-llm.v1"));
    }

    @Test
    void withoutATokenTheHandshakeIsRefusedAndTheConnectionClosed() throws IOException {
        assertTrue(handshake().sendHeaders("").startsWith("HTTP/1.1 401 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic abc", "%TOKEN", "bearer%20x"})
    void withAWrongTokenTheHandshakeIsRefusedAndTheConnectionClosed(String authorization) throws IOException {
        String value = authorization.replace("%TOKEN", server.token());
        assertTrue(handshake().sendHeaders(header("Authorization", value)).startsWith("HTTP/1.1 401 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000", "vscode-webview://x"})
    void aWebPageIsRefusedEvenWithTheToken(String origin) throws IOException {
        assertTrue(handshake()
                .sendHeaders(handshake().tokenHeader() + header("Origin", origin))
                .startsWith("HTTP/1.1 403 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:%PORT", "127.0.0.1", "127.0.0.1:1", "localhost.evil:%PORT"})
    void aForeignHostIsRefusedEvenWithTheToken(String host) throws IOException {
        String response = handshake()
                .sendText("GET / HTTP/1.1\r\n" + header("Host", host.replace("%PORT", "" + server.port()))
                        + upgradeHeaders() + handshake().tokenHeader() + "\r\n");
        assertTrue(response.startsWith("HTTP/1.1 403 "), response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POST / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "\r\n", "garbage\n"})
    void anInvalidHandshakeIsRefusedAndTheConnectionClosed(String text) throws IOException {
        assertTrue(handshake().sendText(text).startsWith("HTTP/1.1 404 "));
    }

    @Test
    void anEndlessHandshakeIsClosed() throws IOException {
        assertTrue(handshake()
                .sendText("GET / HTTP/1.1\r\nX: " + "a".repeat(100_000))
                .startsWith("HTTP/1.1 403 "));
    }

    @Test
    void aSilentConnectionIsClosed() throws IOException {
        restart(limits(Duration.ofMillis(100), Duration.ofHours(1), 1024));
        assertEquals("", handshake().sendText(""));
    }

    @Test
    void theServerListensOnlyOnLoopback() throws IOException {
        for (var networkInterface : java.util.Collections.list(java.net.NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : java.util.Collections.list(networkInterface.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThrows(IOException.class, () -> new Socket(address, server.port()).close());
                }
            }
        }
    }

    @Test
    void peersBeyondTheLimitAreRefusedWithoutAffectingOthers() throws IOException {
        restart(new PeerLimits(
                1024 * 1024, 2, 64, Duration.ofSeconds(5), Duration.ofHours(1), 1024, Duration.ofSeconds(5)));
        try (WebSocketPeer first = peer();
                WebSocketPeer second = peer()) {
            first.send(LIST_REQUEST);
            first.next();
            assertTrue(handshake().sendHeaders(handshake().tokenHeader()).startsWith("HTTP/1.1 503 "));
            second.send(LIST_REQUEST);
            assertTrue(second.next().has("result"));
        }
    }

    @Test
    void aThousandConnectionsDoNotBlockAPeer() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            try (WebSocketPeer peer = peer()) {
                peer.send(LIST_REQUEST);
                assertTrue(peer.next().has("result"));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void twoServersHaveDifferentTokensOf256Bits() {
        try (PeerServer otherServer = PeerServer.start(services.services(), PeerLimits.DEFAULT)) {
            assertEquals(43, server.token().length());
            assertFalse(server.token().equals(otherServer.token()));
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
}
