package dev.openllm.server.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs commands in this process and keeps what they print. */
final class Shell {

    private final Servers servers;
    private InputStream stdin = InputStream.nullInputStream();
    private boolean terminals;

    Shell(Servers servers) {
        this.servers = servers;
    }

    /** What a command printed and left. */
    record Outcome(int exitCode, String out, String err) {}

    Shell withStdin(String text) {
        return withStdin(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    Shell withStdin(InputStream stream) {
        stdin = stream;
        return this;
    }

    Shell onTerminal() {
        terminals = true;
        return this;
    }

    Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                stdin,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminals,
                terminals,
                terminals,
                true);
        int exitCode = new CommandLineTool(servers, terminal).run(arguments);
        return new Outcome(
                exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
