package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests for the errors that every chat API must report. */
@Timeout(TestTimeouts.TEST_SECONDS)
class SurfaceFaultsTest {

    private static final StreamTimes SHORT_TIMES =
            new StreamTimes(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50));

    /** A request of each API, unstreamed and streamed. */
    enum Asking {
        CHAT("/v1/chat/completions", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
        CHAT_STREAM(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
        RESPONSES("/v1/responses", "{\"model\":\"m\",\"input\":\"hi\"}"),
        RESPONSES_STREAM("/v1/responses", "{\"model\":\"m\",\"stream\":true,\"input\":\"hi\"}"),
        MESSAGES("/v1/messages", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
        MESSAGES_STREAM(
                "/v1/messages",
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
        OLLAMA("/api/chat", "{\"model\":\"m\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
        OLLAMA_STREAM("/api/chat", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
        OLLAMA_GENERATE("/api/generate", "{\"model\":\"m\",\"stream\":false,\"prompt\":\"hi\"}"),
        OLLAMA_GENERATE_STREAM("/api/generate", "{\"model\":\"m\",\"prompt\":\"hi\"}"),
        GEMINI("/v1beta/models/m:generateContent", "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}"),
        GEMINI_STREAM(
                "/v1beta/models/m:streamGenerateContent?alt=sse", "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}"),
        GEMINI_ARRAY("/v1beta/models/m:streamGenerateContent", "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}");

        private final String path;
        private final String body;

        Asking(String path, String body) {
            this.path = path;
            this.body = body;
        }

        boolean isStream() {
            return name().endsWith("STREAM") || this == GEMINI_ARRAY;
        }

        String httpRequest(int port) {
            return "POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer "
                    + GatewayFixture.TOKEN + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheTokenARequestIsRefusedBeforeItsBodyIsRead(Asking apiRequest) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            HttpResponse<String> response = gateway.send(gateway.requestBuilder(apiRequest.path)
                    .POST(HttpRequest.BodyPublishers.ofString(apiRequest.body))
                    .build());
            assertEquals(401, response.statusCode());
            assertTrue(GatewayFixture.json(response.body()).has("error"), response.body());
            assertEquals(null, gateway.chats.lastRequest);
        }
    }

    static Stream<ErrorInfo> failures() {
        return Stream.of(
                ErrorInfo.of(ErrorKind.RATE_LIMITED, "Slow down.").withRetryAfterMs(1500),
                ErrorInfo.of(ErrorKind.QUOTA, "cursor used 10 tokens today; access.tokensPerDay is 10."),
                ErrorInfo.of(ErrorKind.PERMISSION, "The user did not allow it."),
                ErrorInfo.of(ErrorKind.AUTH, "The key is wrong."),
                ErrorInfo.of(ErrorKind.MODEL_NOT_FOUND, "The model m does not exist."),
                ErrorInfo.of(ErrorKind.OVERLOADED, "Too busy."));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureBeforeTheFirstTokenHasItsStatusInEveryApi(ErrorInfo failure) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.chats.events = List.of();
            gateway.chats.failure = Optional.of(failure);
            for (Asking apiRequest : Asking.values()) {
                HttpResponse<String> response = gateway.postRaw(apiRequest.path, apiRequest.body);
                int expectedStatus =
                        switch (failure.kind()) {
                            case RATE_LIMITED, QUOTA -> 429;
                            case PERMISSION -> 403;
                            case AUTH -> 401;
                            case MODEL_NOT_FOUND -> 404;
                            default -> apiRequest.path.equals("/v1/messages") ? 529 : 503;
                        };
                assertEquals(expectedStatus, response.statusCode(), apiRequest.name());
                assertTrue(response.body().contains(failure.message()), response.body());
                assertEquals(
                        failure.retryAfterMs().isPresent(),
                        response.headers().firstValue("Retry-After").isPresent());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedStreamEndsWithAnError(Asking apiRequest) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.NETWORK, "The provider hung up."));
            HttpResponse<String> response = gateway.postRaw(apiRequest.path, apiRequest.body);
            assertEquals(apiRequest.isStream() ? 200 : 502, response.statusCode());
            assertTrue(response.body().contains("The provider hung up."), response.body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDisconnectsCancelsTheRequest(Asking apiRequest) throws IOException {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.chats.hangs = true;
            Socket socket = gateway.open(apiRequest.httpRequest(gateway.port()));
            gateway.chats.hangStarted.join();
            if (apiRequest.isStream()) {
                assertTrue(socket.getInputStream().read() > 0);
            }
            socket.close();
            gateway.chats.interrupted.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSilentStreamIsKeptAliveAndRemainsReadable(Asking apiRequest) {
        if (!apiRequest.isStream()) {
            return;
        }
        try (GatewayFixture gateway = new GatewayFixture(SHORT_TIMES)) {
            gateway.chats.beforeEvents = observer -> sleep(400);
            String body = gateway.postRaw(apiRequest.path, apiRequest.body).body();
            assertTrue(body.contains("Hel") && body.contains("lo"), body);
            if (apiRequest == Asking.GEMINI_ARRAY) {
                assertEquals(3, GatewayFixture.json(body).size(), body);
            }
            if (apiRequest.path.startsWith("/api/")) {
                List<JsonNode> lines = body.lines().map(GatewayFixture::json).toList();
                assertTrue(lines.size() > 3, body);
                assertTrue(lines.getLast().path("done").asBoolean());
            }
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTokenNameIsTheConsumer(Asking apiRequest) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            String token = gateway.tokens.add("editor");
            gateway.send(gateway.requestBuilder(apiRequest.path)
                    .header("x-goog-api-key", token)
                    .POST(HttpRequest.BodyPublishers.ofString(apiRequest.body))
                    .build());
            assertEquals(Optional.of("editor"), gateway.chats.lastRequest.consumer());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models, 200",
        "/v1/models/m:generateContent, 405",
        "/v1alpha/models, 200",
        "/v1/models, 401",
        "/models, 401",
        "/api/tags, 401",
        "/openapi.json, 401",
        "/v1/responses/x, 401"
    })
    void aKeyInTheQueryIsUsedOnlyForTheGoogleApi(String path, int status) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            HttpResponse<String> response = gateway.send(gateway.requestBuilder(path + "?key=" + GatewayFixture.TOKEN)
                    .GET()
                    .build());
            assertEquals(status, response.statusCode());
            assertFalse(response.body().contains(GatewayFixture.TOKEN), response.body());
            assertFalse(gateway.log.toString().contains(GatewayFixture.TOKEN));
        }
    }

    @Test
    void aWrongKeyInTheQueryIsRefusedAndNotRepeated() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            HttpResponse<String> response = gateway.send(gateway.requestBuilder("/v1beta/models?key=canary-wrong")
                    .GET()
                    .build());
            assertEquals(401, response.statusCode());
            assertEquals(
                    "UNAUTHENTICATED",
                    GatewayFixture.json(response.body())
                            .path("error")
                            .path("status")
                            .asText());
            assertFalse(response.body().contains("canary-wrong"));
        }
    }
}
