package dev.openllm.server.real;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A model server in its published version, started for a test and stopped after it. */
final class RealServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final URI uri;

    private RealServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Returns a program in the virtual environment that the Maven profile creates. Skips the calling test if the
     * program is missing.
     */
    static Path requireProgram(String name) {
        Path program = Path.of(System.getProperty("openllm.real", "target/real-servers/bin"), name);
        Assumptions.assumeTrue(
                Files.isExecutable(program),
                program + " is missing, so this test is skipped. Run mvn verify -Preal-servers (for LiteLLM"
                        + " -Preal-servers,litellm).");
        return program;
    }

    /** Starts the llama.cpp server with the scripted model. */
    static RealServer startLlama(Path folder, int contextTokens) throws IOException {
        Process process = start(
                folder,
                requireProgram("python").toString(),
                Path.of("src/test/python/scripted_llama.py").toAbsolutePath().toString(),
                folder.toString(),
                String.valueOf(contextTokens));
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String address = Optional.ofNullable(out.readLine())
                .orElseThrow(() -> new AssertionError("The server ended: " + readLog(folder)));
        return new RealServer(process, URI.create(address));
    }

    /**
     * Starts Ollama from the {@code PATH}, with the scripted model under the name {@code scripted}. Skips the calling
     * test if Ollama is not installed. An instance that is already running is not affected.
     */
    static RealServer startOllama(Path folder, int contextTokens) throws IOException {
        String executable = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "ollama"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        Assumptions.assumeFalse(executable.isEmpty(), "Ollama is not on the PATH, so this test is skipped.");
        String address = "127.0.0.1:" + freePort();
        Map<String, String> environment = Map.of(
                "HOME",
                folder.toString(),
                "OLLAMA_HOST",
                address,
                "OLLAMA_MODELS",
                folder.resolve("models").toString(),
                "OLLAMA_NUM_PARALLEL",
                "1");
        run(
                folder,
                environment,
                requireProgram("python").toString(),
                Path.of("src/test/python/scripted_llama.py").toAbsolutePath().toString(),
                folder.toString(),
                String.valueOf(contextTokens),
                "--only-write");
        RealServer server =
                new RealServer(start(folder, environment, executable, "serve"), URI.create("http://" + address));
        server.await(() -> server.get("/api/version").isPresent(), () -> readLog(folder));
        Path modelfile = Path.of("src/test/resources/dev/openllm/server/real/Modelfile");
        run(
                folder,
                environment,
                executable,
                "create",
                "scripted",
                "-f",
                Files.copy(modelfile, folder.resolve("Modelfile")).toString());
        return server;
    }

    private static void run(Path folder, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("command.log").toFile());
        builder.environment().putAll(environment);
        int exitCode = builder.start().onExit().join().exitValue();
        if (exitCode != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + exitCode + ": "
                    + Files.readString(folder.resolve("command.log")));
        }
    }

    /**
     * Starts the LiteLLM proxy.
     *
     * @param configuration the configuration of the proxy in YAML
     */
    static RealServer startLiteLlm(Path folder, String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("litellm.yaml"), configuration);
        int port = freePort();
        Process process = start(
                folder,
                requireProgram("litellm").toString(),
                "--config",
                file.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port));
        RealServer server = new RealServer(process, URI.create("http://127.0.0.1:" + port));
        server.await(() -> server.get("/health/liveliness").isPresent(), () -> readLog(folder));
        return server;
    }

    URI uri() {
        return uri;
    }

    /** Returns the response to a GET request, or an empty value if there is none. */
    Optional<String> get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(uri.resolve(path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notReady) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Polls until a condition is true. */
    void await(BooleanSupplier condition, Supplier<String> failureMessage) {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError(failureMessage.get());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Process start(Path folder, String... command) throws IOException {
        return start(folder, Map.of(), command);
    }

    private static Process start(Path folder, Map<String, String> environment, String... command) throws IOException {
        File log = folder.resolve("server.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectError(log);
        builder.environment().putAll(environment);
        boolean addressOnStdout = command[0].endsWith("python");
        return (addressOnStdout
                        ? builder
                        : builder.redirectOutput(folder.resolve("server.out").toFile()))
                .start();
    }

    private static String readLog(Path folder) {
        try {
            String log = Files.readString(folder.resolve("server.log"));
            return log.substring(Math.max(0, log.length() - 2_000));
        } catch (IOException missing) {
            return "no log";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
