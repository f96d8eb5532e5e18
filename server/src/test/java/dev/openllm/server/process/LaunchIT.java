package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for {@code open-llm launch} in the packaged program, with a tool that waits until the test has inspected it.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class LaunchIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path home;

    private Process launch;
    private Path tool;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(home.resolve("config/openllm/config.yaml"), """
            providers:
              - name: local
                dialect: openai-chat
                api_base: http://127.0.0.1:9/v1
                models: [small]
            """);
        tool = Files.createDirectories(home.resolve("bin")).resolve("copilot");
        Files.writeString(tool, """
            #!/bin/sh
            trap 'echo terminated; exit 5' TERM
            env > "$HOME/environment.tmp"
            echo $$ > "$HOME/process"
            mv "$HOME/environment.tmp" "$HOME/environment"
            while [ ! -e "$HOME/end" ]; do sleep 0.05; done
            exit 42
            """);
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void end() throws Exception {
        Files.writeString(home.resolve("end"), "");
        if (launch != null) {
            launch.destroyForcibly().waitFor();
        }
    }

    private Map<String, String> launch(String... extraArguments) throws Exception {
        String[] command = new String[4 + extraArguments.length];
        System.arraycopy(
                new String[] {Packaged.ofCurrentBuild().launcher().toString(), "launch", "copilot", "-mlocal/small"},
                0,
                command,
                0,
                4);
        System.arraycopy(extraArguments, 0, command, 4, extraArguments.length);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().keySet().retainAll(java.util.List.of("LANG"));
        builder.environment().put("PATH", tool.getParent() + ":" + System.getenv("PATH"));
        builder.environment().putAll(Homes.environment(home));
        launch = builder.start();
        Path environmentFile = home.resolve("environment");
        while (!Files.exists(environmentFile)) {
            if (!launch.isAlive()) {
                throw new AssertionError(Files.readString(home.resolve("err")));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        Map<String, String> variables = new TreeMap<>();
        Files.readAllLines(environmentFile).stream()
                .filter(line -> line.contains("="))
                .forEach(line ->
                        variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return variables;
    }

    private static int status(String baseUrl, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/models"))
                .header("Authorization", "Bearer " + token)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void theGatewayAndItsTokenExistAsLongAsTheTool() throws Exception {
        Map<String, String> variables = launch();
        String baseUrl = variables.get("COPILOT_PROVIDER_BASE_URL");
        String token = variables.get("OPENLLM_GATEWAY_TOKEN");
        assertEquals(200, status(baseUrl, token));
        assertEquals(401, status(baseUrl, "another"));
        Files.writeString(home.resolve("end"), "");
        assertEquals(42, launch.waitFor());
        assertThrows(ConnectException.class, () -> status(baseUrl, token));
        assertFalse(Files.readString(home.resolve("config/openllm/gateway.tokens.json"))
                .contains("sha256"));
    }

    @Test
    void noFileAndNoCommandLineContainsTheTokenOfARun() throws Exception {
        String token = launch().get("OPENLLM_GATEWAY_TOKEN");
        assertFalse(Files.readString(home.resolve("config/openllm/gateway.tokens.json"))
                .contains(token));
        assertTrue(ProcessHandle.allProcesses()
                .noneMatch(process -> process.info().commandLine().orElse("").contains(token)));
    }

    @Test
    void aRunningGatewayAcceptsTheTokenUntilTheLaunchIsKilled() throws Exception {
        Map<String, String> gatewayEnvironment = Map.of("OPENLLM_GATEWAY_TOKEN", "canary-gateway");
        try (GatewayRun gateway = GatewayRun.start(Packaged.ofCurrentBuild().launcher(), home, gatewayEnvironment)) {
            Map<String, String> variables = launch("--gateway", gateway.address());
            String token = variables.get("OPENLLM_GATEWAY_TOKEN");
            assertEquals(gateway.address() + "/v1", variables.get("COPILOT_PROVIDER_BASE_URL"));
            assertEquals(200, status(gateway.address() + "/v1", token));
            launch.destroyForcibly().waitFor();
            assertEquals(401, status(gateway.address() + "/v1", token));
        }
    }

    @Test
    void aKilledLaunchEndsItsGateway() throws Exception {
        Map<String, String> variables = launch();
        launch.destroyForcibly().waitFor();
        assertThrows(
                ConnectException.class,
                () -> status(variables.get("COPILOT_PROVIDER_BASE_URL"), variables.get("OPENLLM_GATEWAY_TOKEN")));
    }

    @Test
    void aTerminationRequestReachesTheToolWhoseExitCodeIsPassedOn() throws Exception {
        launch();
        launch.destroy();
        assertEquals(5, launch.waitFor());
        assertEquals("terminated\n", Files.readString(home.resolve("out")));
    }

    @Test
    void aGatewayOfAnotherUserIsRefused() throws Exception {
        Path otherHome = home.resolve("other");
        Map<String, String> gatewayEnvironment = Map.of("OPENLLM_GATEWAY_TOKEN", "canary-gateway");
        try (GatewayRun gateway =
                GatewayRun.start(Packaged.ofCurrentBuild().launcher(), otherHome, gatewayEnvironment)) {
            AssertionError error = assertThrows(AssertionError.class, () -> launch("--gateway", gateway.address()));
            assertTrue(error.getMessage().contains("cannot be used"), error.getMessage());
        }
    }
}
