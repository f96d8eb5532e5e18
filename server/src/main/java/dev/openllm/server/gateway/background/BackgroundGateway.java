package dev.openllm.server.gateway.background;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CannotWrite;
import dev.openllm.server.file.HomeFolder;
import dev.openllm.server.file.InterProcessLocks;
import dev.openllm.server.file.RotatedLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The gateway that runs in the background for a user, in a separate process. Commands find this process through its
 * runtime file.
 *
 * @param folder the folder that contains the state of the gateway
 * @param timeout the maximum time to wait for the gateway to become ready, and the maximum time to wait for it to stop
 */
public record BackgroundGateway(StateFolder folder, Duration timeout) {

    /** The maximum time for which a stopping gateway waits for the requests in progress. */
    public static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final long POLL_MS = 50;
    /** The prefix of an error message on stderr. */
    private static final String ERROR_PREFIX = "open-llm: ";

    private static final int MAX_OUTPUT_BYTES = 1 << 20;
    /**
     * The number of bytes that must be available on disk to start the gateway: enough for the runtime file and the
     * beginning of the logs.
     */
    private static final int REQUIRED_DISK_BYTES = 64 << 10;

    /**
     * The programs that detach another program from the terminal, so that the other program continues to run after the
     * terminal is closed.
     */
    private static final List<Path> DETACHERS = List.of(Path.of("/usr/bin/setsid"), Path.of("/usr/bin/nohup"));

    public static BackgroundGateway ofThisUser() {
        return new BackgroundGateway(StateFolder.of(System.getenv(), System.getProperty("os.name")), DEFAULT_TIMEOUT);
    }

    /** The result of starting the gateway. @param alreadyRunning whether the gateway was already running */
    public record Started(RunningGateway gateway, boolean alreadyRunning) {}

    /** The result of stopping the gateway. */
    public enum Stopped {
        NONE_RUNNING,
        ENDED,
        /** The gateway did not stop in time and was terminated. */
        KILLED
    }

    // ---- Methods that the gateway process calls

    /**
     * Registers this process as the background gateway so that commands can find it, and redirects its output to the
     * log.
     *
     * @param logConsumer a callback that receives the log stream
     * @param onExit a callback that runs when the process ends
     * @throws OpenLlmException of kind {@code config} if another background gateway is running, or if the state cannot
     *     be written
     */
    public void publish(int port, String version, Consumer<PrintStream> logConsumer, Runnable onExit) {
        try {
            folder.create();
            Optional<RunningGateway> other = RunningGateway.read(folder.runtimeFile());
            if (other.isPresent()) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        "A gateway is already running in the background on port "
                                + other.get().port() + " (process "
                                + other.get().processId() + ").",
                        "Stop it first: open-llm gateway stop");
            }
            PrintStream log =
                    new PrintStream(new RotatedLog(folder.log(), RotatedLog.MAX_BYTES), true, StandardCharsets.UTF_8);
            RunningGateway self = RunningGateway.ofThisProcess(port, version);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                remove(self);
                onExit.run();
            }));
            log.println(self.started() + " Started version " + version + " on port " + port + ".");
            self.write(folder.runtimeFile());
            logConsumer.accept(log);
        } catch (IOException failed) {
            throw accessError(failed);
        }
    }

    private void remove(RunningGateway self) {
        try {
            if (RunningGateway.read(folder.runtimeFile()).filter(self::equals).isPresent()) {
                Files.deleteIfExists(folder.runtimeFile());
            }
        } catch (IOException stale) {
            // The next command detects that the file is stale and deletes it.
        }
    }

    // ---- Methods that commands call

    /** Returns the running gateway, or an empty result if no gateway is running. */
    public Optional<RunningGateway> running() {
        try {
            return RunningGateway.read(folder.runtimeFile());
        } catch (IOException unreadable) {
            throw accessError(unreadable);
        }
    }

    /**
     * Starts the gateway, unless it is already running, and waits until it accepts requests.
     *
     * @param program the command that starts this program
     * @param arguments the arguments with which the program runs as a background gateway
     * @param port the requested port; empty for the default port
     * @throws OpenLlmException of kind {@code config}, with the error output of the gateway, if the gateway does not
     *     start
     */
    public Started start(ProgramCommand program, List<String> arguments, OptionalInt port) {
        try {
            folder.create();
            InterProcessLocks locks = new InterProcessLocks(folder.locks());
            try (InterProcessLocks.HeldLock _ = locks.acquire(folder.runtimeFile())) {
                Optional<RunningGateway> running = RunningGateway.read(folder.runtimeFile());
                return running.isPresent()
                        ? reuseRunning(running.get(), port)
                        : new Started(startProcess(program.with(arguments)), false);
            }
        } catch (IOException failed) {
            throw accessError(failed);
        }
    }

    private static Started reuseRunning(RunningGateway running, OptionalInt port) {
        if (port.isPresent() && port.getAsInt() != 0 && port.getAsInt() != running.port()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The gateway is already running on port " + running.port() + ".",
                    "Stop it first: open-llm gateway stop");
        }
        return new Started(running, true);
    }

    private RunningGateway startProcess(List<String> command) throws IOException {
        // Check that enough disk space is available. Without this space, the gateway could neither report an error nor
        // write its runtime file, so commands could not find the gateway.
        AtomicFile.replacePrivately(folder.startLog(), new byte[REQUIRED_DISK_BYTES]);
        AtomicFile.replacePrivately(folder.startLog(), new byte[0]);
        List<String> detachedCommand = new ArrayList<>(command);
        DETACHERS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(found -> detachedCommand.addFirst(found.toString()));
        Process process = new ProcessBuilder(detachedCommand)
                .directory(HomeFolder.of(System.getenv()).toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.startLog().toFile()))
                .start();
        process.getOutputStream().close();
        boolean ready = false;
        try {
            RunningGateway started = awaitReady(process);
            ready = true;
            return started;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, "The start of the gateway was interrupted.");
        } finally {
            if (!ready) {
                process.destroyForcibly();
            }
        }
    }

    private RunningGateway awaitReady(Process process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<RunningGateway> running = RunningGateway.read(folder.runtimeFile());
            if (running.isPresent() && running.get().isReady()) {
                return running.get();
            }
            if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                throw startError(
                        new String(BoundedFile.read(folder.startLog(), MAX_OUTPUT_BYTES), StandardCharsets.UTF_8));
            }
        }
        throw new OpenLlmException(
                ErrorKind.CONFIG,
                "The gateway was not ready after " + timeout.toSeconds() + " seconds and was stopped.",
                "Run `open-llm gateway` to see what it prints.");
    }

    /** Returns the error message that the gateway printed, without any preceding output of the JVM. */
    private static OpenLlmException startError(String output) {
        int error = output.lastIndexOf(ERROR_PREFIX);
        String text = (error < 0 ? output : output.substring(error + ERROR_PREFIX.length())).strip();
        int end = text.indexOf('\n');
        String message = end < 0 ? text : text.substring(0, end).strip();
        return new OpenLlmException(
                ErrorKind.CONFIG,
                message.startsWith("The gateway ")
                        ? message
                        : "The gateway did not start: " + (message.isEmpty() ? "it printed nothing." : message),
                end < 0
                        ? "Run `open-llm gateway` to see what it prints."
                        : text.substring(end).strip());
    }

    /** Stops the running gateway. If the requests in progress do not end in time, the gateway process is terminated. */
    public Stopped stop() {
        Optional<RunningGateway> running = running();
        Optional<ProcessHandle> process = running.flatMap(RunningGateway::process);
        if (process.isEmpty()) {
            return Stopped.NONE_RUNNING;
        }
        process.get().destroy();
        boolean ended = awaitExit(process.get());
        if (!ended) {
            process.get().destroyForcibly();
            awaitExit(process.get());
        }
        remove(running.get());
        return ended ? Stopped.ENDED : Stopped.KILLED;
    }

    private boolean awaitExit(ProcessHandle process) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception late) {
            return false;
        }
    }

    private OpenLlmException accessError(IOException failed) {
        String problem = "The state of the gateway cannot be read or written in " + folder.folder();
        return CannotWrite.reason(failed)
                .map(reason -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        problem + ": " + reason.english() + ".",
                        "Correct this, or set OPENLLM_STATE_DIR to another folder."))
                .orElseGet(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        problem + ".",
                        "Take ownership of the folder and make it writable, or set OPENLLM_STATE_DIR."));
    }
}
