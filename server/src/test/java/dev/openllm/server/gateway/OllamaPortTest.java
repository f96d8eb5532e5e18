package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the second port, which is for clients that cannot send a token. */
@Timeout(TestTimeouts.TEST_SECONDS)
class OllamaPortTest {

    private static final String CHAT =
            "{\"model\":\"m\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final GatewayFixture gateway = new GatewayFixture();
    private final int port = gateway.openOllamaPort();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpRequest.Builder requestTo(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> post(String path, String... headers) {
        HttpRequest.Builder request = requestTo(path).POST(HttpRequest.BodyPublishers.ofString(CHAT));
        return gateway.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    @Test
    void aProgramWithoutATokenIsASeparateConsumer() {
        assertEquals(200, post("/api/chat").statusCode());
        assertEquals(Optional.of("ollama-port"), gateway.chats.lastRequest.consumer());
        post("/api/chat", "Authorization", "Bearer ollama");
        assertEquals(Optional.of("ollama-port"), gateway.chats.lastRequest.consumer());
    }

    @Test
    void aTokenThatIsSentIdentifiesItsConsumer() {
        post("/api/chat", "Authorization", "Bearer " + gateway.tokens.add("editor"));
        assertEquals(Optional.of("editor"), gateway.chats.lastRequest.consumer());
    }

    @Test
    void theConsumersNameIsReserved() {
        assertThrows(OpenLlmException.class, () -> gateway.tokens.add("ollama-port"));
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://localhost:3000",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void webPagesAreRefused(String header, String value) {
        assertEquals(403, post("/api/chat", header, value).statusCode());
        assertEquals(
                403,
                gateway.send(requestTo("/api/tags").header(header, value).GET().build())
                        .statusCode());
        assertEquals(null, gateway.chats.lastRequest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:11434", "127.0.0.1"})
    void aForeignHostIsRefused(String host) throws IOException {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /api/tags HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes());
            assertTrue(new String(socket.getInputStream().readAllBytes()).startsWith("HTTP/1.1 403 "));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "GET, /api/version, 200",
        "GET, /v1/models, 200",
        "POST, /v1/chat/completions, 200",
        "GET, /v1/responses/resp_1, 404",
        "DELETE, /v1/responses/resp_1, 404",
        "GET, /v1beta/models, 404",
        "GET, /openapi.json, 404"
    })
    void theOllamaEndpointsAreAvailable(String method, String path, int status) {
        HttpRequest request = requestTo(path)
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? CHAT : ""))
                .build();
        int actualStatus = gateway.send(request).statusCode();
        assertEquals(status, status == 404 && actualStatus == 405 ? 404 : actualStatus);
    }

    @Test
    void theOrdinaryPortStillRequiresTheToken() {
        assertEquals(
                401,
                gateway.send(gateway.requestBuilder("/api/tags").GET().build()).statusCode());
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GatewayFixture otherGateway = new GatewayFixture()) {
            OpenLlmException exception =
                    assertThrows(OpenLlmException.class, () -> otherGateway.openOllamaPort(occupied.getLocalPort()));
            assertTrue(exception.getMessage().contains("Port " + occupied.getLocalPort()), exception.getMessage());
        }
    }

    @Test
    void thePortClosesWithTheGateway() {
        gateway.close();
        assertThrows(IOException.class, () -> new java.net.Socket(InetAddress.getLoopbackAddress(), port).close());
    }
}
