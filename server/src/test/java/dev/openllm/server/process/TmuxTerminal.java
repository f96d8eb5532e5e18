package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A real terminal with 80 columns, controlled through tmux. Each terminal uses a separate tmux server because a server
 * that is shutting down refuses new sessions.
 */
final class TmuxTerminal implements AutoCloseable {

    private final String socket = "open-llm-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }

    /** Runs shell commands with only the given environment variables. */
    void run(Map<String, String> environment, String commands) throws IOException, InterruptedException {
        StringBuilder command = new StringBuilder("env -i LANG=C.UTF-8 TERM=xterm-256color");
        environment.forEach((name, value) ->
                command.append(" ").append(name).append("='").append(value).append("'"));
        tmux("new-session", "-d", "-x", "80", "-y", "50", command + " sh -c '" + commands.replace("'", "'\\''") + "'");
    }

    void type(String... keys) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
    }

    void await(Predicate<String> condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TestTimeouts.WAIT.toNanos();
        while (!condition.test(screen())) {
            assertTrue(System.nanoTime() < deadline, "the terminal shows:\n" + screen());
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", socket, "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** Closes the terminal window: programs that run in it receive {@code SIGHUP}. */
    @Override
    public void close() throws IOException, InterruptedException {
        tmux("kill-server");
    }
}
