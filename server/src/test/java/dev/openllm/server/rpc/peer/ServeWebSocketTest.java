package dev.openllm.server.rpc.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.TestTimeouts;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(TestTimeouts.TEST_SECONDS)
class ServeWebSocketTest {

    @TempDir
    Path home;

    @Test
    void theProcessPublishesItsAddressRespondsAndRemovesItsFile() throws Exception {
        Process process = start();
        try (BufferedReader stderr = process.errorReader()) {
            String line = stderr.readLine();
            assertTrue(line.startsWith("Listening on ws://127.0.0.1:"), line);
            Path file = home.resolve("run").resolve(process.pid() + ".json");
            JsonNode entry = Wire.JSON.readTree(file.toFile());
            assertFalse(line.contains(entry.path("token").asText()), "the token is not shown");

            try (WebSocketPeer peer = new WebSocketPeer(
                    entry.path("port").asInt(), entry.path("token").asText())) {
                peer.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chat/start\",\"params\":{\"model\":\"echo/echo\","
                        + "\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"hi\"}]}]}}");
                JsonNode response = peer.next();
                assertEquals(
                        "stop", response.path("result").path("finishReason").asText(), response.toString());
            }
            process.destroy();
            process.waitFor();
            assertFalse(Files.exists(file));
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.openllm.server.Application",
                "serve",
                "--websocket");
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        builder.environment().put("OPENLLM_RUNTIME_DIR", home.resolve("run").toString());
        return builder.start();
    }
}
