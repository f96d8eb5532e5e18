package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.process.Homes;
import dev.openllm.server.testing.TestTimeouts;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the server used as a library, in a process that has its own home folder. */
@Timeout(TestTimeouts.TEST_SECONDS)
class OpenLlmTest {

    @TempDir
    private Path home;

    @Test
    void aResponseArrivesInChunksAndEndsWithItsResult() throws Exception {
        assertEquals(
                List.of("Reasoning[text=hm]", "Text[text=one ]", "Text[text=two]", "STOP"),
                runProgram("/reason hm\none two"));
    }

    @Test
    void theBuiltInModelAndItsProviderAreListed() throws Exception {
        assertEquals(List.of("echo/echo", "echo"), runProgram("list"));
    }

    @Test
    void aFailureReportsItsKind() throws Exception {
        assertEquals(List.of("RATE_LIMITED"), runProgram("/fail rate_limited"));
    }

    @Test
    void interruptingTheThreadCancelsTheRequest() throws Exception {
        assertEquals(List.of("CANCELLED"), runProgram("interrupt"));
    }

    private List<String> runProgram(String argument) throws Exception {
        Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(home.resolve("config/openllm/config.yaml"), "discovery:\n  enabled: false\n");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenLlmProgram.class.getName(),
                        argument)
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment().putAll(Homes.environment(home));
        Process process = builder.start();
        try (BufferedReader out = process.inputReader()) {
            return out.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
