package dev.openllm.server.cli.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the completion command. The simulated server completes every document with {@code a + b;}. */
class CompleteCommandTest {

    @TempDir
    private Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void theEndOfStdinIsCompleted() {
        Shell.Outcome outcome = shell.withStdin("int c = ").run("complete", "-m", "local/m");

        assertEquals("a + b;", outcome.out());
        assertEquals("int c = ", sentParams().prefix());
        assertEquals("", sentParams().suffix());
        assertEquals("local/m", sentParams().model());
    }

    @Test
    void aPositionInAFileIsCompleted() throws IOException {
        Path file = Files.writeString(folder.resolve("Sum.java"), "class Sum {\n    int c = ;\n}\n");

        shell.run("complete", file.toString(), "--at", "2:13", "--single-line", "--max-tokens", "20");

        assertEquals("class Sum {\n    int c = ", sentParams().prefix());
        assertEquals(";\n}\n", sentParams().suffix());
        assertEquals(Optional.of("Sum.java"), sentParams().path());
        assertEquals(OptionalInt.of(20), sentParams().maxOutputTokens());
        assertTrue(sentParams().singleLine());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3:1|The text has no line 3.",
                "1:9|Line 1 has no column 9.",
                "0:1|--at must be LINE:COLUMN",
                "here|--at must be LINE:COLUMN"
            })
    void aPositionThatDoesNotExistIsRefused(String position, String message) {
        Shell.Outcome outcome = shell.withStdin("one\ntwo").run("complete", "--at", position);

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains(message), outcome.err());
    }

    private InlineCompletionParams sentParams() {
        return server.completions.getFirst();
    }
}
