package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the limits and decisions of the user apply to programs that send requests to the gateway, in every API and
 * in the error format of that API.
 */
@Timeout(2 * TestTimeouts.TEST_SECONDS)
class GatewayLimitsIT {

    /** A request of each API, including streamed ones. Each specifies where an error of the API contains its kind. */
    private enum Asking {
        CHAT("/v1/chat/completions", "'messages':[{'role':'user','content':'hi'}]", "/error/code"),
        CHAT_STREAM("/v1/chat/completions", "'stream':true,'messages':[{'role':'user','content':'hi'}]", "/error/code"),
        RESPONSES("/v1/responses", "'input':'hi'", "/error/code"),
        RESPONSES_STREAM("/v1/responses", "'stream':true,'input':'hi'", "/error/code"),
        MESSAGES("/v1/messages", "'max_tokens':50,'messages':[{'role':'user','content':'hi'}]", "/error/type"),
        OLLAMA("/api/chat", "'stream':false,'messages':[{'role':'user','content':'hi'}]", ""),
        OLLAMA_STREAM("/api/chat", "'messages':[{'role':'user','content':'hi'}]", ""),
        OLLAMA_GENERATE("/api/generate", "'prompt':'hi'", ""),
        GEMINI("/v1beta/models/local/small:generateContent", "'contents':[{'parts':[{'text':'hi'}]}]", "/error/status"),
        GEMINI_STREAM(
                "/v1beta/models/local/small:streamGenerateContent?alt=sse",
                "'contents':[{'parts':[{'text':'hi'}]}]",
                "/error/status");

        private final String path;
        private final String body;
        private final String kindPointer;

        Asking(String path, String body, String kindPointer) {
            this.path = path;
            this.body = ("{" + (path.startsWith("/v1beta") ? "" : "'model':'local/small',") + body + "}")
                    .replace('\'', '"');
            this.kindPointer = kindPointer;
        }
    }

    @TempDir
    Path home;

    private final FakeProvider provider = FakeProvider.start()
            .always(
                    "/v1/chat/completions",
                    _ -> FakeAnswer.sse(
                            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}",
                            "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                                    + "\"usage\":{\"prompt_tokens\":60,\"completion_tokens\":40,\"total_tokens\":100}}",
                            "[DONE]"));

    private GatewayRun gateway;

    @BeforeEach
    void start() throws IOException {
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(folder.resolve("config.yaml"), """
            access:
              tokens_per_day: 100
            providers:
              - name: local
                dialect: openai-chat
                api_base: %s/v1
                models: [small]
            """.formatted(provider.uri()));
        Files.writeString(folder.resolve("access.json"), "[{\"consumer\":\"denied\",\"allowed\":false}]");
        gateway = GatewayRun.start(
                Packaged.ofCurrentBuild().launcher(), home, Map.of("OPENLLM_GATEWAY_TOKEN", "canary-gateway-token"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private String token(String name) throws Exception {
        try (CommandRun run =
                CommandRun.start(Packaged.ofCurrentBuild().launcher(), home, "", "gateway", "token", "add", name)) {
            return run.awaitOutcome().out().strip();
        }
    }

    /**
     * Returns the number of chat requests that the provider received. Other requests, such as for the model list, are
     * allowed at any time.
     */
    private long chatCount() {
        return provider.requests().stream()
                .filter(request -> request.path().equals("/v1/chat/completions"))
                .count();
    }

    private HttpResponse<String> send(String token, Asking operation) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.address() + operation.path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(operation.body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Verifies that a response is an error in the format of its API. */
    private static void assertRefused(
            HttpResponse<String> response, Asking operation, int status, String expectedKind, String text)
            throws IOException {
        assertEquals(status, response.statusCode(), operation + ": " + response.body());
        JsonNode body = Wire.JSON.readTree(response.body());
        String message = operation.kindPointer.isEmpty()
                ? body.path("error").textValue()
                : body.at("/error/message").textValue();
        assertTrue(message != null && message.contains(text), operation + ": " + response.body());
        if (!operation.kindPointer.isEmpty()) {
            assertEquals(expectedKind, body.at(operation.kindPointer).asText(), operation + ": " + response.body());
        }
    }

    @Test
    void aProgramOverItsLimitIsRefusedInEveryApiButOthersAreNot() throws Exception {
        String busyToken = token("busy");
        assertEquals(200, send(busyToken, Asking.CHAT).statusCode());
        long chatsBefore = chatCount();
        for (Asking operation : Asking.values()) {
            String expectedKind =
                    switch (operation) {
                        case MESSAGES -> "rate_limit_error";
                        case GEMINI, GEMINI_STREAM -> "RESOURCE_EXHAUSTED";
                        default -> "insufficient_quota";
                    };
            assertRefused(send(busyToken, operation), operation, 429, expectedKind, "busy has used 100 tokens today");
        }
        assertEquals(chatsBefore, chatCount(), "no refused request may reach the provider");
        assertEquals(200, send(token("other"), Asking.GEMINI_STREAM).statusCode());
    }

    @Test
    void aProgramThatTheUserDeniedIsRefusedInEveryApi() throws Exception {
        String deniedToken = token("denied");
        for (Asking operation : Asking.values()) {
            String expectedKind =
                    switch (operation) {
                        case MESSAGES -> "permission_error";
                        case GEMINI, GEMINI_STREAM -> "PERMISSION_DENIED";
                        default -> "permission";
                    };
            assertRefused(
                    send(deniedToken, operation),
                    operation,
                    403,
                    expectedKind,
                    "You did not allow denied to use local/small");
        }
        assertEquals(0, chatCount());
    }

    @Test
    void usageInEveryApiCountsTowardTheLimit() throws Exception {
        for (Asking operation : Asking.values()) {
            String token = token(
                    "by-" + operation.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            assertEquals(200, send(token, operation).statusCode(), operation.toString());
            assertEquals(429, send(token, operation).statusCode(), operation.toString());
        }
    }
}
