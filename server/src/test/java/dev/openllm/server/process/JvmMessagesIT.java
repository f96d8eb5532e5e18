package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the messages and files that the JVM of the packaged program itself produces. */
@Timeout(TestTimeouts.TEST_SECONDS)
class JvmMessagesIT {

    @TempDir
    private Path temp;

    private final Packaged packaged = Packaged.ofCurrentBuild();

    @Test
    void aTruncatedAotCacheIsReportedOnStderr() throws Exception {
        byte[] cache = Files.readAllBytes(packaged.cache());
        Path truncated = Files.write(temp.resolve("cut.aot"), Arrays.copyOf(cache, cache.length / 2));
        Process server = start(packaged.serveCommand("-XX:AOTCache=" + truncated));
        server.getOutputStream().close();
        assertTrue(server.waitFor(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));

        assertEquals("", Files.readString(temp.resolve("stdout")));
        assertTrue(Files.readString(temp.resolve("stderr")).contains("[aot"), "the JVM says what is wrong");
    }

    /**
     * A crash report shows the command line and parts of the memory, which contain the prompt and possibly an API key.
     */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCrashLeavesNothingInTheCurrentFolderAndPrintsNothingOnStdout() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("work"));
        Process server = start(packaged.serveCommand(), folder);
        // An error reply to the first message shows that the JVM has installed its signal handlers.
        server.getOutputStream().write("Content-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
        server.getOutputStream().flush();
        await(() -> Files.size(temp.resolve("stdout")) > 0);
        String stdoutBefore = Files.readString(temp.resolve("stdout"));
        new ProcessBuilder("kill", "-SEGV", Long.toString(server.pid())).start().waitFor();
        assertTrue(server.waitFor(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));

        try (Stream<Path> remainingFiles = Files.list(folder)) {
            assertEquals(List.of(), remainingFiles.toList());
        }
        assertEquals(stdoutBefore, Files.readString(temp.resolve("stdout")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCrashOfACommandIsItsExitCodeAndLeavesNoFileWithThePrompt() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("work"));
        Process chat = start(
                List.of(
                        packaged.launcher().toString(),
                        "chat",
                        "-m",
                        "echo/echo",
                        "/slow 200\n" + "The merger is on Tuesday. ".repeat(300)),
                folder);
        await(() -> Files.readString(temp.resolve("stdout")).startsWith("The"));
        new ProcessBuilder("kill", "-SEGV", Long.toString(chat.pid())).start().waitFor();

        assertEquals(1, chat.waitFor());
        assertFalse(Files.readString(temp.resolve("stderr")).contains("merger"));
        try (Stream<Path> remainingFiles = Files.walk(temp)) {
            assertEquals(
                    List.of(),
                    remainingFiles
                            .filter(file -> file.getFileName().toString().matches("hs_err.*|core.*"))
                            .toList());
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        while (!condition.holds()) {
            Thread.sleep(10);
        }
    }

    private Process start(List<String> command) throws IOException {
        return start(command, temp);
    }

    private Process start(List<String> command, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(temp.resolve("stdout").toFile())
                .redirectError(temp.resolve("stderr").toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment().putAll(Homes.environment(Files.createDirectories(temp.resolve("home"))));
        return builder.start();
    }
}
