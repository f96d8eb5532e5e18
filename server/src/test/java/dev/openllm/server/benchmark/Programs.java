package dev.openllm.server.benchmark;

import dev.openllm.server.process.Homes;
import dev.openllm.server.process.Packaged;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the measured programs in a home folder of their own. */
record Programs(Packaged packaged, Path home, int providerPort) {

    private static final String TOKEN = "canary-benchmark";
    private static final String AUTHORIZATION = "Authorization: Bearer " + TOKEN + "\r\n";
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
    private static final long MAX_START_SECONDS = 120;

    /**
     * Configures the mock provider for each API. Responses are requested as streams, as by default for every server on
     * this machine, except from {@code quick-whole}.
     */
    void writeConfig() throws IOException {
        StringBuilder yaml = new StringBuilder("providers:\n");
        for (Api api : Api.values()) {
            yaml.append("""
                  - name: %s
                    dialect: %s
                    api_base: http://127.0.0.1:%d%s
                    models:
                      - {id: quick, context_tokens: 10000000}
                      - {id: paced, context_tokens: 10000000}
                      - {id: slow, context_tokens: 10000000}
                      - {id: quick-whole, context_tokens: 10000000, streaming: false}
                """.formatted(api.provider(), api.dialect(), providerPort, api.basePath()));
        }
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(folder.resolve("config.yaml"), yaml.toString());
    }

    Leg startGateway() throws IOException {
        Process process = start(List.of(packaged.launcher().toString(), "gateway", "--port", "0"));
        return new Leg(
                "open-llm",
                readPort(process),
                "chat/",
                AUTHORIZATION,
                Optional.of(new ProcessTree(process.toHandle())));
    }

    Leg startRelay() throws IOException {
        Process process = start(List.of(
                packaged.java(), "-cp", classPath(), ByteRelay.class.getName(), Integer.toString(providerPort)));
        return new Leg("byte relay", readPort(process), "", "", Optional.of(new ProcessTree(process.toHandle())));
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Starts the LiteLLM proxy.
     *
     * @param program the path of the {@code litellm} command
     */
    Leg startLiteLlm(String program) throws IOException {
        Path config = Files.writeString(home.resolve("litellm.yaml"), """
            model_list:
              - {model_name: quick, litellm_params: {model: openai/quick, api_base: "http://127.0.0.1:%1$d/v1", api_key: none}}
              - {model_name: quick-whole, litellm_params: {model: openai/quick-whole, api_base: "http://127.0.0.1:%1$d/v1", api_key: none}}
              - {model_name: paced, litellm_params: {model: openai/paced, api_base: "http://127.0.0.1:%1$d/v1", api_key: none}}
              - {model_name: slow, litellm_params: {model: openai/slow, api_base: "http://127.0.0.1:%1$d/v1", api_key: none}}
            general_settings: {master_key: sk-%2$s}
            """.formatted(providerPort, TOKEN));
        int port = freePort();
        ProcessBuilder builder = builder(List.of(
                        program,
                        "--config",
                        config.toString(),
                        "--port",
                        Integer.toString(port),
                        "--host",
                        "127.0.0.1"))
                .redirectErrorStream(true);
        // Without this variable, LiteLLM downloads its price list at each start.
        builder.environment().put("LITELLM_LOCAL_MODEL_COST_MAP", "True");
        return awaitListening("LiteLLM", port, "Authorization: Bearer sk-" + TOKEN + "\r\n", builder.start());
    }

    /**
     * Starts the Portkey gateway.
     *
     * @param folder the folder where {@code npm install @portkey-ai/gateway} was run
     */
    Leg startPortkey(String folder) throws IOException {
        int port = freePort();
        Process process = start(List.of(
                "node",
                Path.of(folder, "node_modules/@portkey-ai/gateway/build/start-server.js")
                        .toString(),
                "--headless",
                "--port=" + port));
        String headers =
                "x-portkey-provider: openai\r\nAuthorization: Bearer none\r\nx-portkey-custom-host: http://127.0.0.1:"
                        + providerPort + "/v1\r\n";
        return awaitListening("Portkey", port, headers, process);
    }

    /** @param program the command {@code gomodel}, built from its repository */
    Leg startGoModel(String program) throws IOException {
        int port = freePort();
        ProcessBuilder builder = builder(List.of(program)).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        Integer.toString(port),
                        "GOMODEL_MASTER_KEY",
                        TOKEN,
                        "OPENAI_API_KEY",
                        "none",
                        "OPENAI_BASE_URL",
                        "http://127.0.0.1:" + providerPort + "/v1",
                        "MODEL_LIST_URL",
                        "", // Otherwise it downloads a list of models at each start.
                        "LOG_LEVEL",
                        "error"));
        return awaitListening("GoModel", port, AUTHORIZATION, builder.start());
    }

    private static Leg awaitListening(String name, int port, String headers, Process process) throws IOException {
        discard(process.inputReader());
        Leg leg = new Leg(name, port, "", headers, Optional.of(new ProcessTree(process.toHandle())));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_START_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                new Socket("127.0.0.1", port).close();
                return leg;
            } catch (IOException notYet) {
                pause();
            }
        }
        leg.close();
        throw new IOException(name + " does not listen");
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Starts a program that prints the address on which it listens. */
    Process start(List<String> command) throws IOException {
        return builder(command).redirectErrorStream(true).start();
    }

    /**
     * Returns a builder for a process in the benchmark's home folder that inherits no environment variables from the
     * user.
     */
    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment().putAll(Homes.environment(home));
        builder.environment().put("OPENLLM_GATEWAY_TOKEN", TOKEN);
        return builder;
    }

    private static int readPort(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        StringBuilder output = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                discard(lines);
                return Integer.parseInt(address.group(1));
            }
            output.append(line).append('\n');
        }
        throw new IOException("The program ended: " + output);
    }

    private static void discard(BufferedReader lines) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(line -> {}));
    }
}
