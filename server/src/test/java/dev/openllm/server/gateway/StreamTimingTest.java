package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests what a client receives, and when, while the provider is silent. */
@Timeout(TestTimeouts.TEST_SECONDS)
class StreamTimingTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofHours(1);

    private GatewayFixture gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, event: ping",
        "/v1/chat/completions, : ping",
        "/v1/responses, event: response.in_progress"
    })
    void theStatusAndPingsBridgeTheSilenceOfAProvider(String path, String ping) throws IOException {
        gateway = new GatewayFixture(new StreamTimes(SHORT, NEVER, SHORT));
        gateway.chats.events = List.of();
        gateway.chats.hangs = true;
        try (Socket socket = sendRequest(path)) {
            String received = readUntil(socket, ping, 3);
            assertTrue(received.startsWith("HTTP/1.1 200 "), received);
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages", "/v1/chat/completions", "/v1/responses"})
    void theStatusIsSentSoonAfterTheProviderAccepted(String path) throws IOException {
        gateway = new GatewayFixture(new StreamTimes(NEVER, SHORT, NEVER));
        gateway.chats.beforeEvents = observer -> observer.onAccepted();
        gateway.chats.events = List.of();
        gateway.chats.hangs = true;
        try (Socket socket = sendRequest(path)) {
            assertTrue(readUntil(socket, "\r\n\r\n", 1).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aFailureBeforeTheStatusHasItsOwnStatus() {
        gateway = new GatewayFixture(new StreamTimes(NEVER, NEVER, SHORT));
        gateway.chats.beforeEvents = observer -> observer.onAccepted();
        gateway.chats.events = List.of();
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.RATE_LIMITED, "Slow down."));
        assertEquals(
                429,
                gateway.post("/v1/messages", requestBody().replace('"', '\'')).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, event: error",
        "/v1/chat/completions, rate_limit_exceeded",
        "/v1/responses, event: response.failed"
    })
    void aFailureAfterTheStatusIsInTheStream(String path, String event) throws IOException {
        gateway = new GatewayFixture(new StreamTimes(SHORT, NEVER, SHORT));
        CountDownLatch statusReceived = new CountDownLatch(1);
        gateway.chats.beforeEvents = observer -> await(statusReceived);
        gateway.chats.events = List.of();
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.RATE_LIMITED, "Slow down."));
        try (Socket socket = sendRequest(path)) {
            String head = readUntil(socket, "\r\n\r\n", 1);
            statusReceived.countDown();
            String response = head + readUntil(socket, "0\r\n\r\n", 1);
            assertTrue(response.startsWith("HTTP/1.1 200 "), response);
            assertTrue(response.contains(event), response);
        }
    }

    @Test
    void aSteadyStreamHasNoPings() {
        gateway = new GatewayFixture(new StreamTimes(NEVER, NEVER, NEVER));
        gateway.chats.events = List.of(new ChatEvent.Text("Hi"));
        assertFalse(gateway.post("/v1/messages", requestBody().replace('"', '\''))
                .body()
                .contains("event: ping"));
    }

    @Test
    void aLongWaitBeforeARetryIsLeftToTheClient() {
        gateway = new GatewayFixture(new StreamTimes(Duration.ofSeconds(10), NEVER, NEVER));
        AtomicReference<List<Boolean>> retriesAllowed = new AtomicReference<>();
        gateway.chats.beforeEvents = observer -> retriesAllowed.set(
                List.of(observer.mayRetryAfter(Duration.ofSeconds(1)), observer.mayRetryAfter(Duration.ofSeconds(20))));
        for (String request : List.of(requestBody(), requestBody().replace("true", "false"))) {
            gateway.post("/v1/chat/completions", request.replace('"', '\''));
            assertEquals(List.of(true, false), retriesAllowed.get());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"RATE_LIMITED", "OVERLOADED", "NETWORK", "TIMEOUT", "BAD_RESPONSE"})
    void aClientCanRetryIfWaitingCanHelp(ErrorKind kind) {
        gateway = new GatewayFixture();
        gateway.chats.events = List.of();
        gateway.chats.failure = Optional.of(ErrorInfo.of(kind, "Later.").withRetryAfterMs(3000));
        var response = gateway.post("/v1/messages", requestBody().replace('"', '\''));
        assertTrue(response.headers().firstValue("x-should-retry").isEmpty());
        assertEquals("3", response.headers().firstValue("retry-after").orElse(""));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String requestBody() {
        return "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"input\":\"hi\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private Socket sendRequest(String path) throws IOException {
        String body = requestBody();
        return gateway.open("POST " + path + " HTTP/1.1\r\nHost: localhost:" + gateway.port()
                + "\r\nAuthorization: Bearer " + GatewayFixture.TOKEN + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    /** Reads until a string has occurred the given number of times. */
    private static String readUntil(Socket socket, String text, int times) throws IOException {
        StringBuilder received = new StringBuilder();
        while (received.toString().split(java.util.regex.Pattern.quote(text), -1).length <= times) {
            byte[] bytes = new byte[4096];
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                throw new AssertionError("The stream ended: " + received);
            }
            received.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        }
        return received.toString();
    }
}
