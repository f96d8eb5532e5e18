package dev.openllm.server.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the words of {@code open-llm config} become edits, and what it shows. */
class ConfigCommandTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void showSaysWhereEachValueComesFrom() {
        Shell.Outcome outcome = shell.run("config", "show");

        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().contains("/home/me/config.yaml:4"), outcome.out());
        assertFalse(outcome.out().contains("VS Code user settings"), outcome.out());
    }

    @Test
    void explainAlsoShowsWhatIsOverridden() {
        assertTrue(shell.run("config", "show", "--explain").out().contains("VS Code user settings"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        true             | true
        10               | 10
        "10"             | "10"
        5 apples         | "5 apples"
        https://host/v1  | "https://host/v1"
        ["a", "b"]       | ["a","b"]
        """)
    void theLastWordIsTheValue(String word, String json) {
        shell.run("config", "set", "providers", "work.x", "models", word);

        ConfigEdit edit = server.configEdits.getFirst().edits().getFirst();
        assertEquals(List.of("providers", "work.x", "models"), edit.path());
        assertEquals(json, edit.value().orElseThrow().toString());
    }

    @Test
    void aSingleWordMayHoldDots() {
        shell.run("config", "set", "--workspace", "secrets.keychain", "false");

        assertEquals(
                List.of("secrets", "keychain"),
                server.configEdits.getFirst().edits().getFirst().path());
        assertEquals(
                ConfigLevel.WORKSPACE, server.configEdits.getFirst().target().level());
    }

    @Test
    void unsetRemoves() {
        shell.run("config", "unset", "default_model");

        assertTrue(server.configEdits.getFirst().edits().getFirst().value().isEmpty());
    }
}
