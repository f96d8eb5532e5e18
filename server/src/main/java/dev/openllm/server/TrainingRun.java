package dev.openllm.server;

import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The main class of the training run that creates the AOT cache. First, it runs a server in the same way as an editor
 * does. Next, in the same process, it runs the commands for which users wait, and the gateway. The {@code startup}
 * package starts the training run and acts as both the editor and the provider.
 */
final class TrainingRun {

    private static final int ROUNDS = 3;

    private static final String CONFIGURATION = """
        default_model: local/small
        providers:
          - name: local
            dialect: openai-chat
            api_base: %s/v1
            models: [small]
        """;

    private TrainingRun() {}

    /**
     * @param arguments the address of an OpenAI-compatible provider for the commands; the editor's messages specify a
     *     separate address
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int exitCode = Application.serveStdio();
        AtomicFile.replace(
                ConfigLocations.ofThisMachine().userFolder().resolve("config.yaml"),
                CONFIGURATION.formatted(arguments[0]).getBytes(StandardCharsets.UTF_8));
        for (int round = 0; round < ROUNDS && exitCode == 0; round++) {
            setTerminals("", "");
            exitCode = Application.runCommand("chat", "-m", "local/small", "Say something.");
            setTerminals("12", "80");
            exitCode += Application.runCommand("chat", "Say something.");
        }
        TrainingGateway.run();
        System.exit(exitCode);
    }

    /** Sets the values that a launcher normally passes to the program; see {@code cli.terminal.Terminal}. */
    private static void setTerminals(String terminals, String columns) {
        System.setProperty("openllm.terminals", terminals);
        System.setProperty("openllm.columns", columns);
    }
}
