package dev.openllm.server.cli.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.embedding.InputType;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the embedding command. The simulated server embeds a text as its length and one half. */
class EmbedCommandTest {

    @TempDir
    private Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void eachArgumentBecomesALineOfJson() {
        Shell.Outcome outcome = shell.run("embed", "-m", "local/e", "one", "three");

        assertEquals("{\"index\":0,\"embedding\":[3.0,0.5]}\n{\"index\":1,\"embedding\":[5.0,0.5]}\n", outcome.out());
        assertEquals("", outcome.err());
        assertEquals(List.of("one", "three"), server.embeds.getFirst().texts());
    }

    @Test
    void allOptionsReachTheServer() {
        shell.run("embed", "--model", "local/e", "--dimensions", "2", "--type", "query", "one");

        assertEquals("local/e", server.embeds.getFirst().model());
        assertEquals(OptionalInt.of(2), server.embeds.getFirst().dimensions());
        assertEquals(Optional.of(InputType.QUERY), server.embeds.getFirst().inputType());
    }

    @Test
    void otherFormatsHaveOneVectorPerLine() {
        assertEquals(
                "3.0,0.5\n",
                shell.run("embed", "-m", "local/e", "--format", "csv", "one").out());
        assertEquals(
                "AABAQAAAAD8=\n",
                new Shell(server)
                        .run("embed", "-m", "local/e", "--format", "base64", "one")
                        .out());
    }

    @Test
    void theLinesOfStdinAreSentInBatchesAndInOrder() {
        String lines = IntStream.range(0, 1000).mapToObj(i -> "x".repeat(i + 1)).collect(Collectors.joining("\n"));

        Shell.Outcome outcome = shell.withStdin(lines).run("embed", "-m", "local/e", "--format", "csv");

        List<String> printedLines = outcome.out().lines().toList();
        assertEquals(1000, printedLines.size());
        assertEquals("1000.0,0.5", printedLines.getLast());
        assertEquals(2, server.embeds.size());
    }

    @Test
    void filesAreNamedWithTheirVectors() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "three");

        Shell.Outcome outcome = shell.run("embed", "-m", "local/e", "--file", file.toString());

        assertTrue(outcome.out().startsWith("{\"index\":0,\"file\":\"" + file), outcome.out());
    }

    @Test
    void invalidInputIsReported() {
        assertTrue(shell.run("embed", "one").err().contains("--model"));
        assertTrue(new Shell(server)
                .run("embed", "-m", "local/e", "--file", "missing.txt")
                .err()
                .contains("missing.txt"));
        assertTrue(new Shell(server)
                .withStdin("one\n\ntwo\n")
                .run("embed", "-m", "local/e")
                .err()
                .contains("Line 2 on stdin is empty."));
        assertTrue(new Shell(server).run("embed", "-m", "local/e").err().contains("No text was received on stdin."));
    }

    @Test
    void theExitCodeIndicatesTheKindOfAFailure() {
        server.failsWith(new OpenLlmException(ErrorKind.AUTH, "Texts 1 to 2 of 9: bad key", "Store a key."));

        Shell.Outcome outcome = shell.run("embed", "-m", "local/e", "one");

        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains("Texts 1 to 2 of 9: bad key"), outcome.err());
        assertEquals(4, outcome.exitCode());
    }
}
