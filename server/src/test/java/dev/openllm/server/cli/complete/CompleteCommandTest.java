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
        assertEquals("int c = ", asked().prefix());
        assertEquals("", asked().suffix());
        assertEquals("local/m", asked().model());
    }

    @Test
    void aPositionInAFileIsCompleted() throws IOException {
        Path file = Files.writeString(folder.resolve("Sum.java"), "class Sum {\n    int c = ;\n}\n");

        shell.run("complete", file.toString(), "--at", "2:13", "--single-line", "--max-tokens", "20");

        assertEquals("class Sum {\n    int c = ", asked().prefix());
        assertEquals(";\n}\n", asked().suffix());
        assertEquals(Optional.of("Sum.java"), asked().path());
        assertEquals(OptionalInt.of(20), asked().maxOutputTokens());
        assertTrue(asked().singleLine());
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

    private InlineCompletionParams asked() {
        return server.completions.getFirst();
    }
}
