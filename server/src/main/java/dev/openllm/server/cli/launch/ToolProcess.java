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
 * Runs a tool that uses the terminal of this process. The terminal sends Ctrl-C and Ctrl-\ directly to the tool, and
 * this process continues to run. When the tool exits, this process exits with the same exit code.
 */
final class ToolProcess {

    private static final int CHECK_SECONDS = 20;

    /** The offset that is added to a signal number to form the exit code of a program that a signal ended. */
    private static final int SIGNAL_EXIT_OFFSET = 128;

    private ToolProcess() {}

    /**
     * Runs a program until it exits.
     *
     * @param onTerminal whether the program shares the terminal of this process, so that the terminal also sends Ctrl-C
     *     to the program
     * @return the exit code of the program, or 128 plus the number of the signal that ended the program
     */
    static int run(Path program, List<String> arguments, Map<String, String> environment, boolean onTerminal) {
        AtomicReference<Process> started = new AtomicReference<>();
        List<Runnable> restoreActions = new ArrayList<>();
        Optional<TerminalState> terminal = onTerminal ? TerminalState.ofThisProcess() : Optional.empty();
        AtomicInteger stopRequests = new AtomicInteger();
        Runnable stop = () -> {
            Process process = started.get();
            if (process != null && stopRequests.getAndIncrement() == 0) {
                process.destroy();
            } else if (process != null) {
                process.destroyForcibly();
            }
        };
        BiConsumer<String, Runnable> on =
                (name, action) -> installHandler(name, action).ifPresent(restoreActions::add);
        // The handlers are installed before the tool starts. Otherwise, a signal that arrives between these steps would
        // end only this process.
        on.accept("INT", onTerminal ? () -> {} : stop);
        on.accept("QUIT", () -> {}); // has no effect if the JVM reserves this signal
        on.accept("TERM", stop);
        on.accept("HUP", stop);
        try {
            Process process = start(builder(program, arguments, environment).inheritIO(), program);
            started.set(process);
            int exitCode = process.waitFor();
            terminal.ifPresent(terminalState -> terminalState.restore(exitCode > SIGNAL_EXIT_OFFSET));
            return exitCode;
        } catch (InterruptedException interrupted) {
            started.get().destroy();
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, "Interrupted.");
        } finally {
            restoreActions.forEach(Runnable::run);
        }
    }

    /** Returns whether a program exits successfully within 20 seconds. */
    static boolean succeeds(Path program, List<String> arguments, Map<String, String> environment) {
        Process process = start(
                builder(program, arguments, environment)
                        .redirectInput(ProcessBuilder.Redirect.from(nullDevice()))
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

    private static java.io.File nullDevice() {
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
                    "Run the program without open-llm to find the cause, or reinstall it.");
        }
    }

    /**
     * Installs a signal handler. The signal is handled instead of ignored, because the tool would inherit an ignored
     * signal.
     *
     * @return the action that restores the previous handler; empty if the signal cannot be handled
     */
    private static Optional<Runnable> installHandler(String name, Runnable action) {
        try {
            Signal signal = new Signal(name);
            SignalHandler previousHandler = Signal.handle(signal, received -> action.run());
            return Optional.of(() -> Signal.handle(signal, previousHandler));
        } catch (IllegalArgumentException unsupported) {
            return Optional.empty(); // Windows does not have HUP, and the JVM reserves some signals
        }
    }
}
