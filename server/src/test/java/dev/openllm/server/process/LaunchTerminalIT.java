package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for {@code open-llm launch} in a real terminal: however the tool ends, no process or file of the run remains.
 */
@Timeout(2 * TestTimeouts.TEST_SECONDS)
class LaunchTerminalIT {

    /** Draws on the alternate screen and reads single keys, as coding agents do. */
    private static final String TOOL_SCRIPT = """
        #!/bin/sh
        %s
        stty %s
        printf '\\033[?1049h'
        echo "$COPILOT_PROVIDER_BASE_URL $OPENLLM_GATEWAY_TOKEN $$ $PPID" > "$HOME/run.tmp"
        mv "$HOME/run.tmp" "$HOME/run"
        while :; do sleep 0.05; done
        """;

    @TempDir
    Path home;

    private final TmuxTerminal terminal = new TmuxTerminal();

    /** The base URL and the token that the tool received, and the processes. */
    private record Run(String baseUrl, String token, ProcessHandle tool, ProcessHandle launch) {}

    @BeforeEach
    void configure() throws IOException {
        assumeTrue(TmuxTerminal.isInstalled(), "tmux is not installed, so no terminal can be driven");
        Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(home.resolve("config/openllm/config.yaml"), """
            providers:
              - name: local
                dialect: openai-chat
                api_base: http://127.0.0.1:9/v1
                models: [small]
            """);
    }

    @AfterEach
    void end() throws Exception {
        terminal.close();
    }

    private Run start(String setup, String sttyModes) throws Exception {
        Path tool = Files.createDirectories(home.resolve("bin")).resolve("copilot");
        Files.writeString(tool, TOOL_SCRIPT.formatted(setup, sttyModes));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> environment = new HashMap<>(Homes.environment(home));
        environment.put("PATH", tool.getParent() + ":" + System.getenv("PATH"));
        terminal.run(
                environment,
                // Like an interactive shell, this shell survives the Ctrl+C signal that the terminal sends to all
                // processes.
                "trap : INT; '" + Packaged.ofCurrentBuild().launcher()
                        + "' launch copilot -m local/small; echo EXIT $?; stty -a; echo DONE; cat");
        Path runFile = home.resolve("run");
        long deadline = System.nanoTime() + TestTimeouts.WAIT.toNanos();
        while (!Files.exists(runFile)) {
            assertTrue(System.nanoTime() < deadline, terminal.screen());
            TimeUnit.MILLISECONDS.sleep(50);
        }
        String[] values = Files.readString(runFile).strip().split(" ");
        Run run = new Run(values[0], values[1], process(values[2]), process(values[3]));
        assertEquals(200, status(run));
        assertEquals(1, privateFolders().size());
        return run;
    }

    private static ProcessHandle process(String id) {
        return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
    }

    private static int status(Run run) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(run.baseUrl() + "/models"))
                .header("Authorization", "Bearer " + run.token())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private List<Path> privateFolders() throws IOException {
        try (Stream<Path> folders = Files.list(home.resolve(".local/state/openllm/launch"))) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }

    private void assertEnded(int exitCode, Run run) throws Exception {
        terminal.await(screen -> screen.contains("DONE"));
        assertTrue(terminal.screen().contains("EXIT " + exitCode + "\n"), terminal.screen());
        assertTrue(terminal.screen().contains("GitHub Copilot CLI with local/small"), terminal.screen());
        assertTrue(terminal.screen().matches("(?s).*[ ;]icanon .*[ \n]echo .*"), terminal.screen());
        assertCleanedUp(run);
    }

    private void assertCleanedUp(Run run) throws Exception {
        assertFalse(run.tool().isAlive());
        assertFalse(run.launch().isAlive());
        assertThrows(ConnectException.class, () -> status(run));
        assertEquals(List.of(), privateFolders());
        assertFalse(Files.readString(home.resolve("config/openllm/gateway.tokens.json"))
                .contains("sha256"));
    }

    @Test
    void ctrlCReachesTheToolWhoseExitCodeIsPassedOn() throws Exception {
        Run run = start("trap 'printf \"\\033[?1049l\"; exit 9' INT", "-echo");
        terminal.type("C-c");
        assertEnded(9, run);
    }

    @Test
    void aToolThatIgnoresCtrlCKeepsRunning() throws Exception {
        Run run = start("trap 'echo > \"$HOME/interrupted\"' INT", "-echo");
        terminal.type("C-c");
        terminal.await(_ -> Files.exists(home.resolve("interrupted")));
        assertEquals(200, status(run));
        run.tool().destroyForcibly();
        assertEnded(137, run);
    }

    @Test
    void sigtermEndsTheToolAndTheTerminalIsRestored() throws Exception {
        Run run = start("", "raw -echo");
        run.launch().destroy();
        assertEnded(143, run);
    }

    @Test
    void aClosedTerminalEndsEverything() throws Exception {
        Run run = start("", "raw -echo");
        terminal.close();
        run.launch().onExit().get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        run.tool().onExit().get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        assertCleanedUp(run);
    }
}
