package dev.openllm.server.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

    private final Shell shell = new Shell(new ScriptedServer());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mod              | models",
                "secrets cop      | copy",
                "access           | access",
                "chat --mode      | --model",
                "chat --no-s      | --no-stream",
                "secrets set loc  | local",
                "completion f     | fish",
                "completion BASH x| ",
                "nonsense mod     | ",
                "secrets set --store key | keychain",
                "secrets set --store=key | --store=keychain",
                "access revoke ac | acme.review",
                "chat --image x   | :files",
                "config import --f| --from",
            })
    void typedTextIsCompleted(String words, String expected) {
        assertEquals(expected == null ? List.of() : List.of(expected), suggestions(words.split(" ")));
    }

    @Test
    void withoutTypedTextAllCommandsAreOfferedWithDescriptions() {
        String out = shell.run(Completion.INTERNAL_COMMAND, "").out();

        assertTrue(out.contains("chat\t"), out);
        assertTrue(out.contains("completion\tPrint the shell completion script."), out);
        assertFalse(out.contains(Completion.INTERNAL_COMMAND), out);
    }

    @Test
    void onlyValuesAreOfferedAfterAnOptionWithAValue() {
        assertEquals(List.of(":files"), suggestions("chat", "--image", ""));
    }

    @Test
    void completionsThatNeedNoServerAreWrittenForTheLauncher() throws IOException {
        shell.run("completion", "bash");

        Path files = Shell.CACHE_FOLDER.resolve("completion");
        assertTrue(Files.readString(files.resolve("words"))
                .contains("\nmodels\tList the available chat and embedding models"));
        assertTrue(Files.readString(files.resolve("secrets/words")).contains("\ncopy\t"));
        assertTrue(Files.readString(files.resolve("chat/options")).contains("--model\t"));
        assertTrue(Files.readString(files.resolve("script.bash")).contains("complete -F _open_llm open-llm"));
        assertFalse(Files.exists(files.resolve("secrets/set/words")), "providers are the server's to say");
    }

    private List<String> suggestions(String... words) {
        String[] arguments = new String[words.length + 1];
        arguments[0] = Completion.INTERNAL_COMMAND;
        System.arraycopy(words, 0, arguments, 1, words.length);
        Shell.Outcome outcome = shell.run(arguments);
        assertEquals(0, outcome.exitCode());
        return outcome.out().lines().map(line -> line.split("\t")[0]).toList();
    }
}
