package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for a server whose parent dies before {@code initialize} is processed, while another process keeps the server's
 * stdin open.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
@EnabledOnOs(OS.LINUX)
class OrphanedServerIT {

    @TempDir
    private Path home;

    private Process parent;
    private ProcessHandle server;
    private OutputStream stdin;

    @BeforeEach
    void start() throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "\"$@\" <\"$IN\" >\"$OUT\" & echo $!; exec sleep 600", "sh"));
        command.addAll(Packaged.ofCurrentBuild().serveCommand());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Homes.environment(home));
        builder.environment().put("OUT", home.resolve("out").toString());
        // A named pipe, because the pipe to a child process is closed when the child ends.
        Path pipe = home.resolve("in");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        builder.environment().put("IN", pipe.toString());
        parent = builder.start();
        stdin = Files.newOutputStream(pipe);
        BufferedReader stdout = parent.inputReader();
        server = ProcessHandle.of(Long.parseLong(stdout.readLine())).orElseThrow();
        while (!isWatchingParent()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** The JVM starts a thread for this purpose when it begins to watch a process. */
    private boolean isWatchingParent() throws IOException {
        assumeTrue(server.isAlive());
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
            return threads.anyMatch(thread -> {
                try {
                    return Files.readString(thread.resolve("comm")).startsWith("process reaper");
                } catch (IOException ended) {
                    return false;
                }
            });
        }
    }

    @AfterEach
    void stop() throws IOException {
        stdin.close();
        parent.destroyForcibly();
        server.destroyForcibly();
    }

    @Test
    void theServerEndsAtTheInitializeOfADeadParent() throws Exception {
        long pid = parent.pid();
        parent.toHandle().destroyForcibly();
        parent.waitFor();
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"processId\":" + pid + "}}");

        server.onExit().get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void theServerEndsIfNobodySendsAMessage() throws Exception {
        parent.toHandle().destroyForcibly();

        server.onExit().get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void theServerKeepsRunningForAnotherClientThatHoldsItsStdin() throws Exception {
        parent.toHandle().destroyForcibly();
        parent.waitFor();
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"processId\":"
                + ProcessHandle.current().pid() + "}}");

        while (!Files.readString(home.resolve("out")).contains("serverVersion")) {
            TimeUnit.MILLISECONDS.sleep(10);
            assertTrue(server.isAlive());
        }
        send("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
        server.onExit().get(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private void send(String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        stdin.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        stdin.write(body);
        stdin.flush();
    }
}
