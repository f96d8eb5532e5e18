package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the packaged gateway with limited memory. */
@Timeout(TestTimeouts.TEST_SECONDS)
class GatewayMemoryIT {

    private static final int CLIENTS = 200;
    private static final String TOKEN = "canary-gateway-token";

    @TempDir
    private Path home;

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void clientsWithoutATokenUseNoMemoryForTheBodiesTheyAnnounce() throws Exception {
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(folder.resolve("config.yaml"), """
            providers:
              - name: local
                dialect: openai-chat
                api_base: %s/v1
                models:
                  - id: large
                    context_tokens: 10000000
            """.formatted(provider.uri()));
        provider.respondAt(
                "/v1/chat/completions",
                FakeAnswer.json("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"done\"},"
                        + "\"finish_reason\":\"stop\"}]}"));
        Map<String, String> environment = Map.of("OPENLLM_GATEWAY_TOKEN", TOKEN, "JAVA_TOOL_OPTIONS", "-Xmx256m");
        List<Socket> silentClients = new ArrayList<>();
        try (GatewayRun gateway = GatewayRun.start(Packaged.ofCurrentBuild().launcher(), home, environment)) {
            for (int i = 0; i < CLIENTS; i++) {
                silentClients.add(announceBody(gateway.port()));
            }
            String response = gateway.post(
                    "/v1/chat/completions",
                    "{\"model\":\"local/large\",\"messages\":[{\"role\":\"user\",\"content\":\""
                            + "word ".repeat(600_000) + "\"}]}");

            assertTrue(response.startsWith("200 ") && response.contains("done"), response);
            assertTrue(provider.lastRequest().body().length > 3_000_000, "all of it reached the provider");
            for (Socket socket : silentClients) {
                assertEquals(
                        "HTTP/1.1 401", new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            }
        } finally {
            for (Socket socket : silentClients) {
                socket.close();
            }
        }
    }

    private static Socket announceBody(int port) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                + "\r\nContent-Length: 67108864\r\n\r\n{\"model\"")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
