package dev.openllm.server.secret.command;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that prints an API key. The program is run in the user's home folder, without a shell and without stdin.
 * Its stderr is discarded because it might contain the key. The program and all its child processes are killed if the
 * program runs too long or prints too much.
 */
final class KeyCommand {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final int MAX_OUTPUT_BYTES = 64 << 10;

    /**
     * The maximum time to wait, after the program ends, for child processes that keep the program's output stream open.
     */
    private static final Duration DRAIN_TIMEOUT = Duration.ofMillis(500);

    private final Map<String, String> environment;
    private final Path home;
    private final Duration timeout;

    KeyCommand(Map<String, String> environment, Path home, Duration timeout) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.timeout = timeout;
    }

    /** The result of running the program. */
    sealed interface Result {
        /** The first line of the program's output, with surrounding whitespace removed. */
        record Printed(String line) implements Result {
            @Override
            public String toString() {
                return "Printed[•••]";
            }
        }

        record NoProgram(String name) implements Result {}

        record NotStarted() implements Result {}

        record Exited(int code) implements Result {}

        record TooLate() implements Result {}

        record TooMuch() implements Result {}

        record NoKey() implements Result {}
    }

    /**
     * Runs the program and blocks until it ends.
     *
     * @throws InterruptedException if the request was canceled; the program is then killed
     */
    Result run(List<String> command) throws InterruptedException {
        Optional<String> program = resolveProgram(command.getFirst());
        if (program.isEmpty()) {
            return new Result.NoProgram(command.getFirst());
        }
        List<String> commandLine = new ArrayList<>(command);
        commandLine.set(0, program.get());
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(commandLine).redirectError(ProcessBuilder.Redirect.DISCARD);
            if (Files.isDirectory(home)) {
                builder.directory(home.toFile());
            }
            process = builder.start();
        } catch (IOException | RuntimeException notStarted) {
            return new Result.NotStarted(); // Omit the exception's message because it contains the program's arguments.
        }
        try {
            return awaitResult(process);
        } catch (IOException closing) {
            return new Result.NoKey();
        } finally {
            kill(process);
        }
    }

    private Result awaitResult(Process process) throws InterruptedException, IOException {
        process.getOutputStream().close();
        Output output = new Output();
        Thread reader = Thread.ofVirtual().name("api-key-command").start(() -> output.read(process));
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Result.TooLate();
        }
        reader.join(DRAIN_TIMEOUT);
        if (output.limitExceeded) {
            return new Result.TooMuch();
        }
        if (process.exitValue() != 0) {
            return new Result.Exited(process.exitValue());
        }
        String line = output.text().lines().findFirst().orElse("").strip();
        return line.isEmpty() ? new Result.NoKey() : new Result.Printed(line);
    }

    /**
     * Kills a process and its descendants. The descendants are collected first because they cannot be found after the
     * process ends.
     */
    private static void kill(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static final class Output {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile boolean limitExceeded;

        void read(Process process) {
            byte[] buffer = new byte[8192];
            try (InputStream in = process.getInputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    synchronized (bytes) {
                        bytes.write(buffer, 0, count);
                        if (bytes.size() > MAX_OUTPUT_BYTES) {
                            limitExceeded = true;
                            kill(process);
                            return;
                        }
                    }
                }
            } catch (IOException ended) {
                // Continue with the output received so far.
            }
        }

        String text() {
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
    }

    /**
     * Resolves the name of a program: an absolute path, a path relative to the home folder ({@code ~/bin/key}), or a
     * name on the PATH. The current folder is not searched because it could be a workspace.
     */
    private Optional<String> resolveProgram(String name) {
        try {
            if (name.startsWith("~/")) {
                return findExecutable(home.resolve(name.substring(2)));
            }
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                return findExecutable(path);
            }
            if (path.getNameCount() != 1 || name.contains("/") || name.contains(File.separator)) {
                return Optional.empty();
            }
            String folders = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
            for (String folder : folders.split(File.pathSeparator)) {
                Optional<String> found = folder.isEmpty() || !Path.of(folder).isAbsolute()
                        ? Optional.empty()
                        : findExecutable(Path.of(folder, name));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (InvalidPathException invalidPath) {
            return Optional.empty();
        }
    }

    private static Optional<String> findExecutable(Path path) {
        boolean windows = File.separatorChar == '\\';
        List<String> extensions = windows ? List.of("", ".exe", ".com") : List.of("");
        for (String extension : extensions) {
            Path file = Path.of(path + extension);
            String lower = file.toString().toLowerCase(java.util.Locale.ROOT);
            // Windows runs batch files in a shell, which could interpret arguments as commands.
            boolean isRunnable = !windows || lower.endsWith(".exe") || lower.endsWith(".com");
            if (isRunnable && Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }
}
