package dev.openllm.server.cli;

import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Runs commands in this process and captures their output. */
public final class Shell {

    public static final Path CACHE_FOLDER =
            Path.of("target", "caches-of-commands").toAbsolutePath();

    private final Servers servers;
    private InputStream stdin = InputStream.nullInputStream();
    private boolean stdoutIsBroken;
    private boolean isReaderClosed;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean isTerminal;
    private OptionalInt columns = OptionalInt.empty();

    public Shell(Servers servers) {
        this.servers = servers;
    }

    /** The exit code and the output of a command. */
    public record Outcome(int exitCode, String out, String err) {}

    public Shell withStdin(String text) {
        return withStdin(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    public Shell withStdin(InputStream stream) {
        stdin = stream;
        return this;
    }

    /** Makes writes to stdout fail, as on a full disk or if stdout is closed. */
    public Shell withBrokenStdout() {
        stdoutIsBroken = true;
        return this;
    }

    /** Makes writes to stdout fail as if the reader of the pipe, such as {@code head}, has ended. */
    public Shell withClosedReader() {
        isReaderClosed = true;
        return this;
    }

    public Shell onTerminal() {
        isTerminal = true;
        return this;
    }

    Shell onTerminalWithWidth(int width) {
        columns = OptionalInt.of(width);
        return onTerminal();
    }

    public Outcome run(String... arguments) {
        int exitCode = new CommandLineTool(servers, terminal(), CACHE_FOLDER).run(arguments);
        return new Outcome(exitCode, stdoutText(), err.toString(StandardCharsets.UTF_8));
    }

    /** Returns a new terminal for output that is not printed by a command. */
    Terminal terminal() {
        out.reset();
        err.reset();
        OutputStream stdout = stdoutIsBroken ? brokenStream() : out;
        return new Terminal(
                stdin,
                new PrintStream(stdout, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                isTerminal,
                isTerminal,
                isTerminal,
                true,
                columns,
                () -> isReaderClosed);
    }

    private static OutputStream brokenStream() {
        OutputStream closed = OutputStream.nullOutputStream();
        try {
            closed.close();
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        return closed;
    }

    String stdoutText() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
