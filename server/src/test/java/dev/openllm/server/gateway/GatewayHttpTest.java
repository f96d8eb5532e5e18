package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.gateway.http.HttpServer;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(TestTimeouts.TEST_SECONDS)
class GatewayHttpTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void healthNeedsNoTokenAndRevealsNothing() {
        HttpResponse<String> response =
                gateway.send(gateway.requestBuilder("/healthz").GET().build());
        assertEquals(200, response.statusCode());
        assertEquals("{\"status\":\"ok\"}", response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/openapi.json", "/v1/chat/completions", "/v1/messages", "/nowhere"})
    void everythingElseNeedsTheToken(String path) {
        assertEquals(
                401, gateway.send(gateway.requestBuilder(path).GET().build()).statusCode());
        assertEquals(
                401,
                gateway.send(gateway.requestBuilder(path)
                                .header("x-api-key", "wrong")
                                .GET()
                                .build())
                        .statusCode());
    }

    @Test
    void theTokenCanBeInTheAnthropicHeader() {
        assertEquals(
                200,
                gateway.send(gateway.requestBuilder("/v1/models")
                                .header("x-api-key", GatewayFixture.TOKEN)
                                .GET()
                                .build())
                        .statusCode());
    }

    @Test
    void aWebPageIsRefusedEvenWithTheTokenAndGetsNoCorsPermission() {
        HttpResponse<String> response = gateway.send(gateway.requestBuilder("/v1/models")
                .header("Authorization", "Bearer " + GatewayFixture.TOKEN)
                .header("Origin", "https://evil.example")
                .GET()
                .build());
        assertEquals(403, response.statusCode());
        assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }

    @Test
    void aForeignHostIsRefusedEvenForHealth() {
        assertTrue(gateway.sendRaw("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 403 "));
    }

    @Test
    void theGatewayListensOnlyOnLoopback() throws IOException {
        for (var networkInterface : java.util.Collections.list(java.net.NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : java.util.Collections.list(networkInterface.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThrows(IOException.class, () -> new Socket(address, gateway.port()).close());
                }
            }
        }
    }

    @Test
    void aPortInUseIsNamed() {
        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> HttpServer.start(gateway.port(), (request, reply) -> {}).close());
        assertTrue(exception.getMessage().contains("Port " + gateway.port()), exception.getMessage());
    }

    @Test
    void theModelsAreListedForBothKindsOfClient() {
        JsonNode list = GatewayFixture.json(gateway.get("/v1/models").body());
        assertEquals("list", list.path("object").asText());
        JsonNode model = list.path("data").get(0);
        assertEquals("test/some/model", model.path("id").asText());
        assertEquals("model", model.path("object").asText());
        assertEquals("Some Model", model.path("display_name").asText());
        assertEquals("test/embedder", list.path("last_id").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/test/some/model", "/v1/models/test%2Fsome%2Fmodel"})
    void oneModelIsFoundByItsId(String path) {
        assertEquals(
                "test/some/model",
                GatewayFixture.json(gateway.get(path).body()).path("id").asText());
        assertEquals(404, gateway.get("/v1/models/none").statusCode());
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        try (Socket socket = gateway.open("")) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(request(CHAT, "").getBytes(StandardCharsets.UTF_8));
                byte[] status = socket.getInputStream().readNBytes(12);
                assertEquals("HTTP/1.1 200", new String(status, StandardCharsets.US_ASCII));
                readResponse(socket);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        String responses =
                gateway.sendRaw(request(CHAT, "") + request("{", "") + request(CHAT, "Connection: close\r\n"));
        List<String> statuses = Pattern.compile("HTTP/1.1 (\\d+)")
                .matcher(responses)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(List.of("200", "400", "200"), statuses);
    }

    @Test
    void aBodyCanBeChunked() {
        String firstChunk = CHAT.substring(0, 20);
        String secondChunk = CHAT.substring(20);
        String response = gateway.sendRaw("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost:" + gateway.port()
                + "\r\nAuthorization: Bearer " + GatewayFixture.TOKEN
                + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + Integer.toHexString(firstChunk.length()) + "\r\n" + firstChunk + "\r\n"
                + Integer.toHexString(secondChunk.length()) + ";x=y\r\n" + secondChunk + "\r\n0\r\nTrailer: x\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 200 OK"), response);
    }

    @Test
    void aClientThatWaitsForContinueReceivesIt() {
        String response = gateway.sendRaw(request(CHAT, "Expect: 100-continue\r\nConnection: close\r\n"));
        assertTrue(response.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"), response);
    }

    @Test
    void anOldClientGetsAStreamWithoutChunks() {
        String json = CHAT.replace("{\"model\"", "{\"stream\":true,\"model\"");
        String response = gateway.sendRaw(request(json, "").replace("HTTP/1.1", "HTTP/1.0"));
        assertFalse(response.contains("chunked"), response);
        assertTrue(response.endsWith("data: [DONE]\n\n"), response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET http://evil/ HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void anInvalidRequestIsRefusedAndTheConnectionClosed(String text) {
        assertTrue(gateway.sendRaw(text).startsWith("HTTP/1.1 400 "));
    }

    @Test
    void anOversizedRequestIsRefusedBeforeItIsRead() {
        assertTrue(gateway.sendRaw(request("", "").replace("Content-Length: 0", "Content-Length: 99999999999"))
                .startsWith("HTTP/1.1 413 "));
        assertTrue(
                gateway.sendRaw("GET / HTTP/1.1\r\nX: " + "a".repeat(32 * 1024)).startsWith("HTTP/1.1 431 "));
    }

    @Test
    void aClientThatDisconnectsWhileWaitingCancelsTheRequest() throws IOException {
        gateway.chats.events = List.of();
        gateway.chats.hangs = true;
        Socket socket = gateway.open(request(CHAT, ""));
        gateway.chats.hangStarted.join();
        socket.close();
        gateway.chats.interrupted.join();
    }

    @Test
    void aClientThatClosesItsSideBeforeTheResponseGetsAnExplanation() throws IOException {
        gateway.chats.beforeEvents = observer -> {
            gateway.chats.hangStarted.complete(null);
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException canceled) {
                throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
            }
        };
        try (Socket socket = gateway.open(request(CHAT, ""))) {
            gateway.chats.hangStarted.join();
            socket.shutdownOutput(); // as the {@code nc -N} command does
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(response.startsWith("HTTP/1.1 499 "), response);
            assertTrue(
                    response.contains("closed its side of the connection before the response was complete"), response);
        }
    }

    @Test
    void aClientThatDisconnectsDuringAStreamCancelsTheRequest() throws IOException {
        gateway.chats.hangs = true;
        Socket socket = gateway.open(request(CHAT.replace("{\"model\"", "{\"stream\":true,\"model\""), ""));
        gateway.chats.hangStarted.join();
        assertTrue(socket.getInputStream().read() > 0);
        socket.close();
        gateway.chats.interrupted.join();
    }

    @Test
    void aFailureBeforeTheStreamHasItsOwnStatusAndNoUselessRetry() {
        gateway.chats.events = List.of();
        gateway.chats.failure =
                Optional.of(ErrorInfo.of(ErrorKind.QUOTA, "Nothing left.").withRetryAfterMs(1500));
        HttpResponse<String> response =
                gateway.post("/v1/chat/completions", CHAT.replace("{\"model\"", "{\"stream\":true,\"model\""));
        assertEquals(429, response.statusCode());
        assertEquals("2", response.headers().firstValue("Retry-After").orElse(""));
        assertEquals("false", response.headers().firstValue("x-should-retry").orElse(""));
    }

    @Test
    void anInternalErrorIsReportedWithoutItsMessage() {
        gateway.chats.events = new java.util.AbstractList<>() {
            @Override
            public ChatEvent get(int index) {
                throw new IllegalStateException("sk-canary");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        HttpResponse<String> response = gateway.post("/v1/chat/completions", CHAT);
        assertEquals(500, response.statusCode());
        assertFalse(response.body().contains("canary"), response.body());
    }

    @Test
    void anUnknownPathIsReportedInTheFormatOfTheApi() {
        HttpResponse<String> response = gateway.post("/v1/images/generations", "{}");
        assertEquals(404, response.statusCode());
        assertEquals(
                "There is no POST /v1/images/generations here.",
                GatewayFixture.json(response.body())
                        .path("error")
                        .path("message")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, POST", "/v1/messages, POST", "/v1/messages/count_tokens, POST", "/v1/models, GET"
    })
    void theWrongMethodIsRefusedWithTheAllowedOnes(String path, String method) throws Exception {
        HttpResponse<String> response = method.equals("GET") ? gateway.post(path, "{}") : gateway.get(path);
        assertEquals(405, response.statusCode());
        assertEquals(method, response.headers().firstValue("Allow").orElse(""));
        assertTrue(response.body().contains("Use " + method + "."), response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/some-model, GET",
        "/v1/responses/resp_1, 'GET, DELETE'",
        "/v1/responses/resp_1/input_items, GET"
    })
    void aPathWithAnIdAlsoNamesItsMethods(String path, String methods) {
        HttpResponse<String> response = gateway.send(gateway.requestBuilder(path)
                .header("Authorization", "Bearer " + GatewayFixture.TOKEN)
                .method("TRACE", java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());
        assertEquals(405, response.statusCode());
        assertEquals(methods, response.headers().firstValue("Allow").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/completions", "/v1/v1/chat/completions", "/v1/chat/completions"})
    void theVersionInThePathCanAppearOnceTwiceOrNotAtAll(String path) {
        assertEquals(200, gateway.post(path, CHAT.replace('"', '\'')).statusCode());
    }

    @Test
    void theServedDescriptionIsTheCommittedOne() throws IOException {
        Path committedFile = Path.of("src/main/openapi/gateway.json");
        String actual = Wire.JSON
                        .writer(new DefaultPrettyPrinter()
                                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                                .withArrayIndenter(new DefaultIndenter("  ", "\n")))
                        .writeValueAsString(
                                GatewayFixture.json(gateway.get("/openapi.json").body()))
                + "\n";
        if (System.getProperty("openllm.write") != null) {
            Files.createDirectories(committedFile.getParent());
            Files.writeString(committedFile, actual);
        }
        assertEquals(
                Files.readString(committedFile), actual, "run the test with -Dopenllm.write to bring it up to date");
    }

    private String request(String json, String headers) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\nAuthorization: Bearer "
                + GatewayFixture.TOKEN + "\r\n" + headers + "Content-Length: " + json.length() + "\r\n\r\n" + json;
    }

    private static void readResponse(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        socket.getInputStream().readNBytes(Integer.parseInt(length));
    }
}
