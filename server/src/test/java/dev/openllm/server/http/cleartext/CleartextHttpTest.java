package dev.openllm.server.http.cleartext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.http.FrameReader;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.RawServer;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.testing.TestTimeouts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for the requirements of HTTP/1.1 that the cleartext client must implement itself. {@code OutgoingHttpTest}
 * tests the behavior that is common to all requests.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class CleartextHttpTest {

    private static final TimeLimits LONG_TIMEOUTS =
            new TimeLimits(TestTimeouts.WAIT, TestTimeouts.WAIT, TestTimeouts.WAIT);
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});

    @Test
    void chunksCanHaveExtensionsAndTrailersAndTheConnectionIsReused() throws IOException {
        try (RawServer server = new RawServer(
                exchange -> exchange.send(CHUNKED + "3;a=b\r\none\r\n5 \r\n, two\r\n0\r\nX-Sum: 8\r\n\r\n"))) {
            assertEquals("one, two", fetch(server));
            assertEquals("one, two", fetch(server));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void aConnectionIsReusedAfterItsResponse() throws IOException {
        try (RawServer server =
                new RawServer(exchange -> exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))) {
            for (int i = 0; i < 20; i++) {
                HttpCall call = new HttpCall("GET", uri(server), Map.of(), Optional.empty(), LONG_TIMEOUTS);
                try (HttpAnswer response = http.send(call)) {
                    // Reads as a JSON parser does: it stops at the closing brace and does not read the end of the body.
                    response.body().readNBytes(2);
                }
            }
            assertEquals(1, server.connections());
        }
    }

    @Test
    void aResponseWithoutALengthEndsWithItsConnection() throws IOException {
        try (RawServer server = new RawServer(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\n\r\nall there is");
            exchange.socket().close();
        })) {
            assertEquals("all there is", fetch(server));
            assertEquals("all there is", fetch(server));
        }
    }

    @Test
    void interimResponsesAreSkipped() throws IOException {
        try (RawServer server = new RawServer(exchange -> exchange.send(
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))) {
            assertEquals("{}", fetch(server));
        }
    }

    @Test
    void aConnectionThatTheServerHasClosedIsNotReused() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            exchange.socket().close();
            closed.countDown();
        })) {
            assertEquals("{}", fetch(server));
            closed.await();
            assertEquals("{}", fetch(server));
        }
    }

    @Test
    void aRequestOnAConnectionThatTheServerClosedIsSentAgain() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(exchange -> {
            if (requests.incrementAndGet() == 2) {
                exchange.socket().close();
            } else {
                exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            }
        })) {
            assertEquals("{}", fetch(server));
            assertEquals("{}", fetch(server));
            assertEquals(2, server.connections());
        }
    }

    @Test
    void aRequestWhoseResponseHasStartedIsNotSentAgain() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(exchange -> {
            if (requests.incrementAndGet() == 2) {
                exchange.send("HTTP/1.1 200 OK\r\nContent-");
                exchange.socket().close();
            } else {
                exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            }
        })) {
            assertEquals("{}", fetch(server));
            assertEquals(
                    ErrorKind.NETWORK,
                    expectException(() -> fetch(server)).info().kind());
            assertEquals(2, requests.get());
        }
    }

    @Test
    void aConnectionThatTheServerWillCloseIsNotReused() throws IOException {
        try (RawServer server = new RawServer(
                exchange -> exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"))) {
            fetch(server);
            fetch(server);
            assertEquals(2, server.connections());
        }
    }

    /** The client does not request compression, but some gateways compress responses nevertheless. */
    @Test
    void aCompressedStreamIsReadAsItArrives() throws Exception {
        CountDownLatch firstEventRead = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\n\r\n");
            try (GZIPOutputStream gzip = new GZIPOutputStream(exchange.socket().getOutputStream(), true)) {
                gzip.write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
                gzip.flush();
                await(firstEventRead);
                gzip.write("data: two\n\n".getBytes(StandardCharsets.UTF_8));
            }
        })) {
            try (HttpAnswer response = http.send(call(server, new byte[0], LONG_TIMEOUTS))) {
                FrameReader frames = FrameReader.sse(response.body());
                assertEquals("one", frames.next().orElseThrow().data());
                firstEventRead.countDown();
                assertEquals("two", frames.next().orElseThrow().data());
                assertTrue(frames.next().isEmpty());
            }
        }
    }

    @Test
    void aWrongContentEncodingIsANetworkError() {
        try (RawServer server = new RawServer(exchange ->
                exchange.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nplain text.."))) {
            assertEquals(
                    ErrorKind.NETWORK,
                    expectException(() -> fetch(server)).info().kind());
        }
    }

    @Test
    void anEmptyBodyIsNotDecompressed() throws IOException {
        try (RawServer server = new RawServer(exchange ->
                exchange.send("HTTP/1.1 502 Bad Gateway\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"))) {
            assertEquals("", fetch(server));
        }
    }

    @Test
    void aResponseShorterThanItsLengthIsANetworkError() {
        try (RawServer server = new RawServer(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}");
            exchange.socket().close();
        })) {
            assertEquals(
                    ErrorKind.NETWORK,
                    expectException(() -> fetch(server)).info().kind());
        }
    }

    @Test
    void aResponseThatIsNotHttpIsANetworkError() {
        try (RawServer server = new RawServer(exchange -> exchange.send("SSH-2.0-OpenSSH_9.2\r\n"))) {
            assertEquals(
                    ErrorKind.NETWORK,
                    expectException(() -> fetch(server)).info().kind());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "15030100020246 | uses TLS, but the base URL starts with http://.",
                "000006040000000000000400100000 | supports only HTTP/2.",
                "5353482d322e300d0a | does not use HTTP.",
                "'' | closed the connection without a response."
            })
    void anotherProtocolIsNamed(String hexadecimal, String message) {
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(HexFormat.of().parseHex(hexadecimal));
            exchange.socket().close();
        })) {
            OpenLlmException exception = expectException(() -> fetch(server));
            assertEquals(ErrorKind.NETWORK, exception.info().kind());
            assertEquals("127.0.0.1:" + server.port() + " " + message, exception.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, br", "\u00e9"})
    void anUnsupportedEncodingIsNamed(String encoding) {
        try (RawServer server = new RawServer(exchange -> exchange.send(
                "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: 2\r\n\r\nxx"))) {
            OpenLlmException exception = expectException(() -> fetch(server));
            assertEquals(ErrorKind.BAD_RESPONSE, exception.info().kind());
            String name = encoding.equals("\u00e9") ? "unknown" : encoding;
            assertEquals(
                    "127.0.0.1:" + server.port() + " sent a response with the content encoding " + name
                            + ", which is not supported.",
                    exception.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeflatedBodyIsInflatedWithAndWithoutAZlibHeader(boolean raw) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, new Deflater(9, raw))) {
            out.write("hello hello".getBytes(StandardCharsets.UTF_8));
        }
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: " + deflated.size() + "\r\n\r\n");
            exchange.send(deflated.toByteArray());
        })) {
            assertEquals("hello hello", fetch(server));
        }
    }

    @Test
    void aDecompressionBombIsCutOff() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 140; i++) {
                out.write(zeros);
            }
        }
        try (RawServer server = new RawServer(exchange -> {
            exchange.send(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + compressed.size() + "\r\n\r\n");
            exchange.send(compressed.toByteArray());
        })) {
            OpenLlmException exception = expectException(() -> {
                try (HttpAnswer response = http.send(call(server, new byte[0], TimeLimits.CHAT))) {
                    response.body().transferTo(OutputStream.nullOutputStream());
                }
            });
            assertEquals(ErrorKind.BAD_RESPONSE, exception.info().kind());
            assertEquals("The response is larger than 128 MiB and was discarded.", exception.getMessage());
        }
    }

    @Test
    void aServerThatDoesNotReadALargeRequestCausesATimeout() {
        TimeLimits limits = new TimeLimits(TestTimeouts.WAIT, Duration.ofMillis(100), TestTimeouts.WAIT);
        CountDownLatch testEnded = new CountDownLatch(1);
        try (RawServer server = new RawServer(exchange -> await(testEnded))) {
            OpenLlmException exception = expectException(() -> http.send(call(server, new byte[50_000_000], limits)));
            assertEquals(ErrorKind.TIMEOUT, exception.info().kind());
            testEnded.countDown();
        }
    }

    @Test
    void aLargeRequestArrivesComplete() {
        byte[] largeBody = "0123456789".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<String> received = new CompletableFuture<>();
        try (RawServer server = new RawServer(exchange -> {
            byte[] body = exchange.socket().getInputStream().readNBytes(largeBody.length);
            received.complete(new String(body, StandardCharsets.UTF_8));
            exchange.send("HTTP/1.1 204 Done\r\n\r\n");
        })) {
            http.send(call(server, largeBody, LONG_TIMEOUTS)).close();
            assertEquals(new String(largeBody, StandardCharsets.UTF_8), received.join());
        }
    }

    @Test
    void anInterruptOfAPlatformThreadAlsoClosesTheConnection() throws Exception {
        try (RawServer server = new RawServer(RawServer.Exchange::awaitClose)) {
            CompletableFuture<ErrorKind> outcome = new CompletableFuture<>();
            Thread requestThread = Thread.ofPlatform()
                    .start(() -> outcome.complete(
                            expectException(() -> fetch(server)).info().kind()));
            server.firstRequest.join();
            requestThread.interrupt();
            assertEquals(ErrorKind.CANCELLED, outcome.get());
            server.firstResponse.get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void theHostIncludesThePortAndThePathIncludesTheQuery() throws IOException {
        try (RawServer server =
                new RawServer(exchange -> exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))) {
            fetch(server);
            String head = server.requestHeads.getFirst();
            assertTrue(head.startsWith("GET /v1/x?a=b HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n"), head);
        }
    }

    private String fetch(RawServer server) throws IOException {
        HttpCall call = new HttpCall("GET", uri(server), Map.of(), Optional.empty(), LONG_TIMEOUTS);
        try (HttpAnswer response = http.send(call)) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpCall call(RawServer server, byte[] body, TimeLimits limits) {
        return new HttpCall("POST", uri(server), Map.of(), Optional.of(body), limits);
    }

    private static URI uri(RawServer server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/v1/x?a=b");
    }

    private static OpenLlmException expectException(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(OpenLlmException.class, action);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
