package dev.openllm.server.http.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.RawServer;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests for the behavior that is common to all requests, regardless of which of the two clients sends them. */
@Timeout(TestTimeouts.TEST_SECONDS)
@ParameterizedClass
@EnumSource(OutgoingHttpTest.Way.class)
class OutgoingHttpTest {

    /** The HTTP client through which the server of a test is reached. */
    enum Way {
        PLAIN_SOCKETS,
        /** The HTTP client of the JDK, which sends its requests to a proxy; the server simulates the proxy. */
        JDK_CLIENT;

        String address(RawServer server) {
            return this == PLAIN_SOCKETS ? "127.0.0.1:" + server.port() : "model.test:80";
        }

        OutgoingHttp httpFor(RawServer server) {
            Optional<String> proxy =
                    this == PLAIN_SOCKETS ? Optional.empty() : Optional.of("http://127.0.0.1:" + server.port());
            return new OutgoingHttp(
                    Map.of(), new NetworkSettings(proxy, List.of(), List.of(), Optional.empty()), warning -> {});
        }
    }

    @Parameter
    Way transport;

    private static final TimeLimits LONG_LIMITS =
            new TimeLimits(TestTimeouts.WAIT, TestTimeouts.WAIT, TestTimeouts.WAIT);
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void aResponseHasItsStatusItsFirstHeadersInLowercaseAndItsBody() throws IOException {
        try (RawServer server = new RawServer(exchange -> exchange.send(
                "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nX-Id: a\r\nx-id: b\r\nContent-Type: Text/JSON; charset=x\r\n"
                        + "Content-Length: 2\r\n\r\n{}"))) {
            try (HttpAnswer response = send(server, LONG_LIMITS)) {
                assertEquals(429, response.status());
                assertEquals("7", response.headers().get("retry-after"));
                assertEquals("a", response.headers().get("x-id"));
                assertEquals("text/json", response.contentType());
                assertEquals("{}", bodyText(response));
            }
        }
    }

    @Test
    void aRequestCarriesItsMethodItsHeadersAndItsBody() {
        CompletableFuture<String> body = new CompletableFuture<>();
        try (RawServer server = new RawServer(exchange -> {
            body.complete(new String(exchange.socket().getInputStream().readNBytes(5), StandardCharsets.UTF_8));
            exchange.send("HTTP/1.1 204 Done\r\n\r\n");
        })) {
            HttpCall call = new HttpCall(
                    "POST",
                    uri(server),
                    Map.of("Authorization", "Bearer k"),
                    Optional.of("hello".getBytes(StandardCharsets.UTF_8)),
                    LONG_LIMITS);
            transport.httpFor(server).send(call).close();
            assertEquals("hello", body.join());
            assertTrue(
                    server.requestHeads.getFirst().contains("/v1/x?a=b HTTP/1.1\r\n"), server.requestHeads.getFirst());
            assertTrue(
                    server.requestHeads.getFirst().contains("Authorization: Bearer k\r\n"),
                    server.requestHeads.getFirst());
            assertFalse(server.requestHeads.getFirst().toLowerCase().contains("upgrade"), "no HTTP/2 without TLS");
        }
    }

    @Test
    void aChunkOfAStreamIsReadBeforeTheNextOneIsSent() throws IOException {
        CountDownLatch firstRead = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(CHUNKED + chunk("one"));
            await(firstRead);
            exchange.send(chunk("two") + "0\r\n\r\n");
        })) {
            try (HttpAnswer response = send(server, LONG_LIMITS)) {
                byte[] buffer = new byte[100];
                assertEquals("one", new String(buffer, 0, response.body().read(buffer), StandardCharsets.UTF_8));
                firstRead.countDown();
                assertEquals("two", bodyText(response));
            }
        }
    }

    @Test
    void aBodyLargerThanTheWindowArrivesComplete() throws IOException {
        byte[] large = new byte[5_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        try (RawServer server = new RawServer(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + large.length + "\r\n\r\n");
            exchange.send(large);
        })) {
            try (HttpAnswer response = send(server, LONG_LIMITS)) {
                org.junit.jupiter.api.Assertions.assertArrayEquals(
                        large, response.body().readAllBytes());
            }
        }
    }

    @Test
    void redirectsAreReturnedAndNotFollowed() {
        try (RawServer server = new RawServer(exchange ->
                exchange.send("HTTP/1.1 302 Over there\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"))) {
            try (HttpAnswer response = send(server, LONG_LIMITS)) {
                assertEquals(302, response.status());
            }
            assertEquals(1, server.requestHeads.size());
        }
    }

    @Test
    void closingAnUnreadStreamClosesTheConnection() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(CHUNKED + chunk("one"));
            exchange.awaitClose();
        })) {
            send(server, LONG_LIMITS).close();
            server.firstResponse.join();
        }
    }

    @Test
    void anInterruptWhileWaitingForTheHeadClosesTheConnection() throws Exception {
        try (RawServer server = new RawServer(RawServer.Exchange::awaitClose)) {
            CompletableFuture<ErrorInfo> outcome = new CompletableFuture<>();
            Thread requestThread =
                    Thread.ofVirtual().start(() -> outcome.complete(failure(() -> send(server, LONG_LIMITS))));
            server.firstRequest.join();
            requestThread.interrupt();
            assertEquals(ErrorKind.CANCELLED, outcome.get().kind());
            server.firstResponse.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void anInterruptWhileReadingAStreamClosesTheConnection() throws Exception {
        CountDownLatch readStarted = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(CHUNKED + chunk("one"));
            exchange.awaitClose();
        })) {
            CompletableFuture<ErrorInfo> outcome = new CompletableFuture<>();
            Thread requestThread = Thread.ofVirtual()
                    .start(() -> outcome.complete(failure(() -> {
                        HttpAnswer response = send(server, LONG_LIMITS);
                        response.body().readNBytes(3);
                        readStarted.countDown();
                        response.body().read();
                    })));
            await(readStarted);
            requestThread.interrupt();
            assertEquals(ErrorKind.CANCELLED, outcome.get().kind());
            server.firstResponse.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aServerThatNeverRespondsCausesATimeoutThatNamesIt() throws Exception {
        TimeLimits limits = new TimeLimits(Duration.ofSeconds(5), Duration.ofMillis(100), TestTimeouts.WAIT);
        try (RawServer server = new RawServer(RawServer.Exchange::awaitClose)) {
            ErrorInfo error = failure(() -> send(server, limits));
            assertEquals(ErrorKind.TIMEOUT, error.kind());
            assertEquals(transport.address(server) + " did not start to respond within 100 ms.", error.message());
            server.firstResponse.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSilentStreamCausesATimeoutAndItsConnectionIsClosed() throws Exception {
        TimeLimits limits = new TimeLimits(TestTimeouts.WAIT, TestTimeouts.WAIT, Duration.ofMillis(80));
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(CHUNKED + chunk("one"));
            exchange.awaitClose();
        })) {
            HttpAnswer response = send(server, limits);
            ErrorInfo error = failure(() -> response.body().readAllBytes());
            assertEquals(ErrorKind.TIMEOUT, error.kind());
            assertTrue(error.message().contains("sent no data for 80 ms"), error.message());
            server.firstResponse.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void theFirstByteTimeoutAlsoAppliesAfterTheHead() throws Exception {
        TimeLimits limits = new TimeLimits(TestTimeouts.WAIT, TestTimeouts.WAIT, Duration.ofNanos(1));
        CountDownLatch headRead = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
            await(headRead);
            exchange.send("one");
        })) {
            try (HttpAnswer response = send(server, limits)) {
                headRead.countDown();
                assertEquals(3, response.body().read(new byte[10]));
            }
        }
    }

    @Test
    void aConnectionThatBreaksInsideTheBodyIsANetworkError() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(CHUNKED + chunk("one"));
            exchange.socket().close();
        })) {
            HttpAnswer response = send(server, LONG_LIMITS);
            ErrorInfo error = failure(() -> response.body().readAllBytes());
            assertEquals(ErrorKind.NETWORK, error.kind());
            assertTrue(error.message().contains("was lost before the response was complete"), error.message());
        }
    }

    @Test
    void aServerThatClosesWithoutAResponseIsANetworkError() {
        try (RawServer server = new RawServer(exchange -> exchange.socket().close())) {
            ErrorInfo error = failure(() -> send(server, LONG_LIMITS));
            assertEquals(ErrorKind.NETWORK, error.kind());
        }
    }

    @Test
    void aRefusedConnectionNamesTheHostThePortAndTheNextStep() {
        int port;
        try (RawServer server = new RawServer(exchange -> {})) {
            port = server.port();
        }
        ErrorInfo error = failure(() -> direct().send(get("http://localhost:" + port + "/", LONG_LIMITS)));
        assertEquals(ErrorKind.NETWORK, error.kind());
        assertEquals("Cannot reach localhost:" + port + ": the connection was refused.", error.message());
        assertTrue(error.hint().isPresent());
    }

    @Test
    void anUnknownHostIsNamed() {
        ErrorInfo error = failure(() -> direct().send(get("http://no-such-host.invalid/v1", LONG_LIMITS)));
        assertEquals(ErrorKind.NETWORK, error.kind());
        assertEquals("Cannot reach no-such-host.invalid:80: the host name cannot be resolved.", error.message());
    }

    @Test
    void anAddressThatIsNotAWebAddressIsAConfigurationError() {
        assertEquals(
                ErrorKind.CONFIG,
                failure(() -> direct().send(get("file:///etc/passwd", LONG_LIMITS)))
                        .kind());
        assertEquals(
                ErrorKind.CONFIG,
                failure(() -> direct().send(get("localhost:11434", LONG_LIMITS)))
                        .kind());
    }

    @Test
    void aKeyWithALineBreakIsRefusedWithoutBeingShown() {
        HttpCall call = new HttpCall(
                "GET",
                URI.create("http://localhost:1/"),
                Map.of("Authorization", "Bearer sk-canary\nX-Evil: 1"),
                Optional.empty(),
                LONG_LIMITS);
        ErrorInfo error = failure(() -> direct().send(call));
        assertEquals(ErrorKind.CONFIG, error.kind());
        assertTrue(error.message().contains("Authorization"), error.message());
        assertFalse(error.toString().contains("canary"), "the key is not shown");
    }

    @Test
    void newSettingsDoNotAffectARunningStream() throws IOException {
        CountDownLatch changed = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(CHUNKED + chunk("one"));
            await(changed);
            exchange.send(chunk("two") + "0\r\n\r\n");
        })) {
            OutgoingHttp http = transport.httpFor(server);
            try (HttpAnswer response = http.send(get(server, LONG_LIMITS))) {
                http.applySettings(new NetworkSettings(
                        Optional.of("http://proxy.invalid:3128"), List.of(), List.of(), Optional.empty()));
                changed.countDown();
                assertEquals("onetwo", bodyText(response));
            }
        }
    }

    private static OutgoingHttp direct() {
        return new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static String bodyText(HttpAnswer response) throws IOException {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private URI uri(RawServer server) {
        return URI.create("http://" + transport.address(server) + "/v1/x?a=b");
    }

    private HttpAnswer send(RawServer server, TimeLimits limits) {
        return transport.httpFor(server).send(get(server, limits));
    }

    private HttpCall get(RawServer server, TimeLimits limits) {
        return new HttpCall("GET", uri(server), Map.of(), Optional.empty(), limits);
    }

    private static HttpCall get(String uri, TimeLimits limits) {
        return new HttpCall("GET", URI.create(uri), Map.of(), Optional.empty(), limits);
    }

    private static ErrorInfo failure(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(OpenLlmException.class, action).info();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
