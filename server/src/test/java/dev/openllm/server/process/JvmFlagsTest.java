package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The JVM is started in four places: by the launcher with its own runtime, by the launcher with a Java it finds, by VS
 * Code, and by the Python package. Each must keep crash files private and stdout clean.
 */
class JvmFlagsTest {

    private static final Path FLAGS = Path.of("src/main/launcher/open-llm.flags");

    @Test
    void aCrashLeavesNoCopyOfTheMemoryAndNoReport() throws IOException {
        assertTrue(flags().contains("-XX:-CreateCoredumpOnCrash"));
        assertTrue(flags().contains("-XX:+SuppressFatalErrorMessage"));
    }

    @Test
    void theJvmSpeaksOnStderr() throws IOException {
        assertEquals(
                List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:+DisplayVMOutputToStderr"),
                flags().stream()
                        .filter(flag -> flag.startsWith("-Xlog") || flag.contains("DisplayVM"))
                        .toList());
    }

    @Test
    void bothWaysOfTheLauncherUseTheFlags() throws IOException {
        List<String> starts = Files.readAllLines(Path.of("src/main/launcher/open-llm")).stream()
                .filter(line -> line.strip().startsWith("exec \""))
                .toList();
        assertEquals(2, starts.size(), starts::toString);
        starts.forEach(line -> assertTrue(line.contains("\"@$home/open-llm.flags\""), line));
    }

    @Test
    void vsCodeUsesTheFlags() throws IOException {
        String source = Files.readString(Path.of("../vscode-client/src/server/launchCommand.ts"));
        assertTrue(source.contains("const args = [`@${join(folder, 'open-llm.flags')}`];"), source);
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
