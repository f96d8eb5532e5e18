package dev.openllm.server.cli.launch;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * A tool that uses this process's terminal. Ctrl-C and Ctrl-\ in the terminal reach it directly; this process continues
 * and exits with the tool's exit code.
 */
final class ToolProcess {

    private static final int CHECK_SECONDS = 20;

    /** What the exit code of a program is above when a signal ended it. */
    private static final int SIGNALS = 128;

    private ToolProcess() {}

    /**
     * Runs a program to its end.
     *
     * @param onTerminal whether the terminal sends Ctrl-C to the program too
     * @return its exit code; 128 and the number of the signal that ended it
     */
    static int run(Path program, List<String> arguments, Map<String, String> environment, boolean onTerminal) {
        AtomicReference<Process> started = new AtomicReference<>();
        List<Runnable> restored = new ArrayList<>();
        Optional<TerminalState> terminal = onTerminal ? TerminalState.ofThisProcess() : Optional.empty();
        AtomicInteger requests = new AtomicInteger();
        Runnable end = () -> {
            Process process = started.get();
            if (process != null && requests.getAndIncrement() == 0) {
                process.destroy();
            } else if (process != null) {
                process.destroyForcibly();
            }
        };
        BiConsumer<String, Runnable> on = (name, action) -> handle(name, action).ifPresent(restored::add);
        // Before the tool starts: a signal in between would end only this process.
        on.accept("INT", onTerminal ? () -> {} : end);
        on.accept("QUIT", () -> {}); // the JVM reserves it, and then nothing changes
        on.accept("TERM", end);
        on.accept("HUP", end);
        try {
            Process process = start(builder(program, arguments, environment).inheritIO(), program);
            started.set(process);
            int exitCode = process.waitFor();
            terminal.ifPresent(before -> before.restore(exitCode > SIGNALS));
            return exitCode;
        } catch (InterruptedException interrupted) {
            started.get().destroy();
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, "Interrupted.");
        } finally {
            restored.forEach(Runnable::run);
        }
    }

    /** Whether a program exits successfully within a short time. */
    static boolean succeeds(Path program, List<String> arguments, Map<String, String> environment) {
        Process process = start(
                builder(program, arguments, environment)
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD),
                program);
        try {
            return process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    private static java.io.File nothing() {
        return new java.io.File(java.io.File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    private static ProcessBuilder builder(Path program, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private static Process start(ProcessBuilder builder, Path program) {
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    program + " cannot be started.",
                    "Run it without open-llm to see why, or install it again.");
        }
    }

    /** A handler, not "ignore": the tool would inherit the latter. @return restores the previous handler */
    private static Optional<Runnable> handle(String name, Runnable action) {
        try {
            Signal signal = new Signal(name);
            SignalHandler before = Signal.handle(signal, received -> action.run());
            return Optional.of(() -> Signal.handle(signal, before));
        } catch (IllegalArgumentException notHere) {
            return Optional.empty(); // Windows has no HUP, and the JVM reserves some for itself
        }
    }
}
