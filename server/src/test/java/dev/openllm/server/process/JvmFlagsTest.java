package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests for the JVM flags, which are used in three launchers: the native launcher, the Node.js package (also for VS
 * Code), and the Python package. Each must keep crash files private and stdout clean.
 */
class JvmFlagsTest {

    private static final Path FLAGS = Path.of("src/main/launcher/open-llm.flags");

    @Test
    void aCrashLeavesNoCopyOfTheMemoryAndNoReport() throws IOException {
        assertTrue(flags().contains("-XX:-CreateCoredumpOnCrash"));
        assertTrue(flags().contains("-XX:+SuppressFatalErrorMessage"));
    }

    @Test
    void jvmMessagesArePrintedOnStderr() throws IOException {
        assertEquals(
                List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:+DisplayVMOutputToStderr"),
                flags().stream()
                        .filter(flag -> flag.startsWith("-Xlog") || flag.contains("DisplayVM"))
                        .toList());
    }

    @Test
    void theInitialHeapSizeDoesNotDependOnTheMachinesMemory() throws IOException {
        assertTrue(flags().contains("-Xms24m"), flags()::toString);
    }

    @Test
    void theEndOfTheProcessDoesNotWaitForWaitingThreads() throws IOException {
        assertTrue(flags().contains("-XX:UserThreadWaitAttemptsAtExit=0"));
    }

    @Test
    void aLaterJavaVersionThatDoesNotKnowAFlagStillStarts() throws IOException {
        assertTrue(flags().contains("-XX:+IgnoreUnrecognizedVMOptions"));
    }

    @Test
    void theLauncherUsesTheFlags() throws IOException {
        List<String> execLines = Files.readAllLines(Path.of("src/main/launcher/open-llm")).stream()
                .filter(line -> line.strip().startsWith("exec \""))
                .toList();
        assertEquals(1, execLines.size(), execLines::toString);
        execLines.forEach(line -> assertTrue(line.contains("\"@$home/open-llm.flags\""), line));
    }

    @Test
    void vsCodeAndTheNodePackageUseTheFlags() throws IOException {
        String source = Files.readString(Path.of("../protocol/node/src/launch/launchCommand.ts"));
        assertTrue(source.contains("args: [`@${join(folder, 'open-llm.flags')}`"), source);
    }

    @Test
    void thePythonPackageUsesTheFlags() throws IOException {
        String source = Files.readString(Path.of("../protocol/python/src/open_llm/launch.py"));
        assertTrue(source.contains("f\"@{PROGRAM / 'open-llm.flags'}\","), source);
    }

    private static List<String> flags() throws IOException {
        return Files.readAllLines(FLAGS).stream()
                .filter(line -> line.startsWith("-"))
                .toList();
    }
}
