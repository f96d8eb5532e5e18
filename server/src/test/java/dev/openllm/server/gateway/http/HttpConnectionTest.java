package dev.openllm.server.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.gateway.http.HttpServer.Admission;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what happens before the body of a request is read and while its response is produced. */
@Timeout(TestTimeouts.TEST_SECONDS)
class HttpConnectionTest {

    private static final String WAIT_REQUEST = "GET /wait HTTP/1.1\r\nHost: h\r\nToken: t\r\n\r\n";

    private final CountDownLatch requestStarted = new CountDownLatch(1);
    private final CountDownLatch proceed = new CountDownLatch(1);
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    private final HttpServer server = HttpServer.start(0, new HttpServer.Handler() {
        @Override
        public Admission admit(HttpRequest head, HttpReply reply) {
            if (head.path().equals("/open")) {
                return Admission.ANONYMOUS;
            }
            if (!head.header("token").isEmpty()) {
                return Admission.KNOWN;
            }
            reply.send(401, Map.of(), "no".getBytes(StandardCharsets.UTF_8));
            return Admission.REFUSED;
        }

        @Override
        public void handle(HttpRequest request, HttpReply reply) {
            if (request.path().equals("/wait")) {
                requestStarted.countDown();
                try {
                    proceed.await();
                } catch (InterruptedException interruption) {
                    interrupted.complete(true);
                    return;
                }
            }
            reply.send(200, Map.of(), "ok".getBytes(StandardCharsets.UTF_8));
            if (request.path().equals("/late")) {
                await(proceed);
            }
        }
    });

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\n\n\n", "GET /next HTTP/1.1\r\nHost: h\r\nToken: t\r\n\r\n", "x", "BIG"})
    void aClientThatDisconnectsIsDetectedWhateverItSentBefore(String trailing) throws Exception {
        try (Socket socket = open(WAIT_REQUEST)) {
            requestStarted.await();
            send(socket, trailing.equals("BIG") ? "x".repeat(500_000) : trailing);
        }
        assertTrue(interrupted.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void aLargeRequestThatImmediatelyFollowsACompleteResponseIsNotLost() throws Exception {
        try (Socket socket = open("GET /late HTTP/1.1\r\nHost: h\r\nToken: t\r\n\r\n")) {
            String firstResponse = "";
            while (!firstResponse.endsWith("ok")) {
                firstResponse += (char) socket.getInputStream().read();
            }
            send(
                    socket,
                    "POST /a HTTP/1.1\r\nHost: h\r\nToken: t\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n"
                            + "x".repeat(100_000));
            TimeUnit.MILLISECONDS.sleep(100); // long enough for a lost request to be lost

            proceed.countDown();

            String secondResponse = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(secondResponse.startsWith("HTTP/1.1 200") && secondResponse.endsWith("ok"), secondResponse);
        }
    }

    @Test
    void aPipelinedRequestIsAnsweredAfterThePreviousOne() throws Exception {
        try (Socket socket =
                open(WAIT_REQUEST + "GET /a HTTP/1.1\r\nHost: h\r\nToken: t\r\nConnection: close\r\n\r\n")) {
            requestStarted.await();
            proceed.countDown();
            assertEquals(2, readToEnd(socket).split("200 OK", -1).length - 1);
        }
    }

    @Test
    void aClientWithoutATokenIsRefusedBeforeItSendsItsBody() throws IOException {
        try (Socket socket = open("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 67108864\r\n\r\n")) {
            assertTrue(readToEnd(socket).startsWith("HTTP/1.1 401 "));
        }
    }

    @Test
    void aClientWithoutATokenGetsNoContinueResponse() throws IOException {
        try (Socket socket = open("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")) {
            assertTrue(readToEnd(socket).startsWith("HTTP/1.1 401 "));
        }
    }

    @Test
    void aClientThatIsRefusedWhileSendingGetsItsResponse() throws IOException {
        try (Socket socket = open("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n")) {
            socket.getOutputStream().write(new byte[3_000_000]);
            assertTrue(readToEnd(socket).startsWith("HTTP/1.1 401 "));
        }
    }

    @Test
    void theBodyOfARefusedRequestIsNotARequest() throws IOException {
        String hiddenRequest = "GET /hidden HTTP/1.1\r\nHost: h\r\nToken: t\r\n\r\n";
        try (Socket socket = open("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + hiddenRequest.length() + "\r\n\r\n"
                + hiddenRequest)) {
            assertFalse(readToEnd(socket).contains("200 OK"));
        }
    }

    @Test
    void aRequestWithoutAuthenticationHasNoBody() throws IOException {
        try (Socket socket = open("GET /open HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")) {
            assertTrue(readToEnd(socket).startsWith("HTTP/1.1 413 "));
        }
    }

    @Test
    void headIsAnsweredWithTheLengthButWithoutABody() throws IOException {
        try (Socket socket = open("HEAD /a HTTP/1.1\r\nHost: h\r\nToken: t\r\nConnection: close\r\n\r\n")) {
            String response = readToEnd(socket);
            assertTrue(response.contains("\r\nContent-Length: 2\r\n"), response);
            assertTrue(response.endsWith("\r\n\r\n"), response);
        }
    }

    @Test
    void aResponseHasADate() throws IOException {
        try (Socket socket = open("GET /a HTTP/1.1\r\nHost: h\r\nToken: t\r\nConnection: close\r\n\r\n")) {
            String response = readToEnd(socket);
            assertTrue(
                    response.matches("(?s).*\r\n"
                            + "Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"
                            + ".*"),
                    response);
        }
    }

    @Test
    void tooManySilentConnectionsDoNotBlockOthers() throws IOException {
        List<Socket> silentSockets = new ArrayList<>();
        try {
            for (int i = 0; i < 2100; i++) {
                silentSockets.add(open(""));
            }
            try (Socket socket = open("GET /a HTTP/1.1\r\nHost: h\r\nToken: t\r\nConnection: close\r\n\r\n")) {
                assertTrue(readToEnd(socket).startsWith("HTTP/1.1 200 "));
            }
        } finally {
            for (Socket socket : silentSockets) {
                socket.close();
            }
        }
    }

    private Socket open(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        send(socket, text);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readToEnd(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
