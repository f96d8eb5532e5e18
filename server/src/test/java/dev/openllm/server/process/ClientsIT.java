package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests {@code open-llm launch} with two unmodified tools from the registry: those that can be installed and run in the
 * shortest time of all rows in the matrix in {@code .ci/clients}. Skipped if a tool cannot be installed in time.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClientsIT {

    private static final Path SCRIPT = Path.of("..", ".ci", "clients", "run.mjs");
    private static final String INSTALL_SECONDS = "90";

    @ParameterizedTest
    @CsvSource({"continue, anthropic-messages", "claude, openai-chat"})
    void aToolWritesAFileReadsTwoInParallelAndPrintsTheResponse(String tool, String dialect) throws Exception {
        Process process = start(tool, dialect);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        assumeFalse(output.contains("not installed"), output);
        assertEquals(0, exitCode, output);
    }

    private static Process start(String tool, String dialect) throws InterruptedException {
        try {
            return new ProcessBuilder(
                            "node",
                            SCRIPT.toString(),
                            "--tools",
                            tool,
                            "--dialects",
                            dialect,
                            "--install-seconds",
                            INSTALL_SECONDS,
                            "--folder",
                            Path.of("target", "clients").toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            assumeTrue(false, "Node is not installed");
            throw new IllegalStateException(missing);
        }
    }
}
