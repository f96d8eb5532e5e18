package dev.openllm.server.process;

import dev.openllm.server.testing.TestTimeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A run of the packaged command line in a separate process whose environment contains no API keys. */
final class CommandRun implements AutoCloseable {

    /**
     * Starts a command that Ctrl+C can end. Background jobs of a shell script ignore the interrupt signal, and so does
     * a JVM that they start. The build that runs this test can be such a job.
     */
    private static final List<String> INTERRUPTIBLE_COMMAND =
            List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV");

    private final Process process;
    private final BufferedReader out;
    private final CompletableFuture<String> err;

    /** The exit code and the output of a command. */
    record Outcome(int exitCode, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    private CommandRun(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
    }

    /** Starts the {@code open-llm} launcher at the given path, with the folder as home folder and as current folder. */
    static CommandRun start(Path launcher, Path home, String stdin, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(INTERRUPTIBLE_COMMAND);
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment().putAll(Homes.environment(home));
        Process process = builder.start();
        process.outputWriter(StandardCharsets.UTF_8).append(stdin).close();
        return new CommandRun(process);
    }

    /** Waits for the next line on stdout. */
    String nextLine() throws IOException {
        return out.readLine();
    }

    /** Sends the signal that Ctrl+C sends in a terminal. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** Waits for the end of the command and returns its exit code and output. */
    Outcome awaitOutcome() throws InterruptedException {
        StringBuilder output = new StringBuilder();
        out.lines().forEach(line -> output.append(line).append('\n'));
        if (!process.waitFor(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the command still runs after " + TestTimeouts.WAIT_SECONDS + " s");
        }
        return new Outcome(process.exitValue(), output.toString(), err.join());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String readAll(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
