package dev.openllm.server.rpc.peer;

import static dev.openllm.server.rpc.peer.RawHandshake.header;
import static dev.openllm.server.rpc.peer.RawHandshake.upgrade;
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
@Timeout(TestTimeouts.OF_A_TEST)
class PeerHandshakeTest {

    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"models/list\",\"params\":{}}";

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
            peer.send(LIST);
            assertTrue(peer.next().has("result"));
        }
    }

    @Test
    void aPeerThatRequestsTheSubprotocolGetsIt() throws IOException {
        assertTrue(handshake()
                .answer(handshake().token() + header("Sec-WebSocket-Protocol", "open-llm.v1"))
                .contains("Sec-WebSocket-Protocol: open-llm.v1"));
    }

    @Test
    void withoutATokenTheHandshakeIsRefusedAndTheConnectionClosed() throws IOException {
        assertTrue(handshake().answer("").startsWith("HTTP/1.1 401 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic abc", "%TOKEN", "bearer%20x"})
    void withAWrongTokenTheHandshakeIsRefusedAndTheConnectionClosed(String authorization) throws IOException {
        String value = authorization.replace("%TOKEN", server.token());
        assertTrue(handshake().answer(header("Authorization", value)).startsWith("HTTP/1.1 401 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000", "vscode-webview://x"})
    void aWebPageIsRefusedEvenWithTheToken(String origin) throws IOException {
        assertTrue(handshake()
                .answer(handshake().token() + header("Origin", origin))
                .startsWith("HTTP/1.1 403 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:%PORT", "127.0.0.1", "127.0.0.1:1", "localhost.evil:%PORT"})
    void aForeignHostIsRefusedEvenWithTheToken(String host) throws IOException {
        String answer = handshake()
                .exchange("GET / HTTP/1.1\r\n" + header("Host", host.replace("%PORT", "" + server.port())) + upgrade()
                        + handshake().token() + "\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POST / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "\r\n", "garbage\n"})
    void anInvalidHandshakeIsRefusedAndTheConnectionClosed(String text) throws IOException {
        assertTrue(handshake().exchange(text).startsWith("HTTP/1.1 404 "));
    }

    @Test
    void anEndlessHandshakeIsClosed() throws IOException {
        assertTrue(handshake()
                .exchange("GET / HTTP/1.1\r\nX: " + "a".repeat(100_000))
                .startsWith("HTTP/1.1 403 "));
    }

    @Test
    void aSilentConnectionIsClosed() throws IOException {
        restart(limits(Duration.ofMillis(100), Duration.ofHours(1), 1024));
        assertEquals("", handshake().exchange(""));
    }

    @Test
    void theServerListensOnlyOnLoopback() throws IOException {
        for (var network : java.util.Collections.list(java.net.NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : java.util.Collections.list(network.getInetAddresses())) {
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
        try (WebSocketPeer one = peer();
                WebSocketPeer two = peer()) {
            one.send(LIST);
            one.next();
            assertTrue(handshake().answer(handshake().token()).startsWith("HTTP/1.1 503 "));
            two.send(LIST);
            assertTrue(two.next().has("result"));
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

    private RawHandshake handshake() {
        return new RawHandshake(server);
    }
}
