package dev.openllm.server.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how {@code open-llm config} converts its arguments to edits and what it displays. */
class ConfigCommandTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void showNamesTheSourceOfEachValue() {
        Shell.Outcome outcome = shell.run("config", "show");

        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().contains("/home/me/config.yaml:4"), outcome.out());
        assertFalse(outcome.out().contains("VS Code user settings"), outcome.out());
    }

    @Test
    void explainAlsoShowsOverriddenValues() {
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
    void theLastArgumentIsTheValue(String argument, String json) {
        shell.run("config", "set", "providers", "work.x", "models", argument);

        ConfigEdit edit = server.configEdits.getFirst().edits().getFirst();
        assertEquals(List.of("providers", "work.x", "models"), edit.path());
        assertEquals(json, edit.value().orElseThrow().toString());
    }

    @Test
    void aSingleArgumentCanContainDots() {
        shell.run("config", "set", "--workspace", "secrets.keychain", "false");

        assertEquals(
                List.of("secrets", "keychain"),
                server.configEdits.getFirst().edits().getFirst().path());
        assertEquals(
                ConfigLevel.WORKSPACE, server.configEdits.getFirst().target().level());
    }

    @Test
    void unsetRemovesTheValue() {
        shell.run("config", "unset", "default_model");

        assertTrue(server.configEdits.getFirst().edits().getFirst().value().isEmpty());
    }

    @Test
    void addAndRemoveNameAListItem() {
        shell.run("config", "add", "providers", "openai");
        shell.run("config", "remove", "network.no_proxy", "host.example.com");

        assertEquals(
                List.of(
                        new ConfigEdit(
                                List.of("providers"),
                                Optional.of(TextNode.valueOf("openai")),
                                Optional.of(ConfigEdit.Items.ADD)),
                        new ConfigEdit(
                                List.of("network", "no_proxy"),
                                Optional.of(TextNode.valueOf("host.example.com")),
                                Optional.of(ConfigEdit.Items.REMOVE))),
                server.configEdits.stream().map(edit -> edit.edits().getFirst()).toList());
        assertEquals(2, shell.run("config", "add", "providers").exitCode());
    }

    @Test
    void setRefusesToRemoveValuesOutsideATerminal() {
        simulateProviderRemoval();

        Shell.Outcome outcome = shell.run("config", "set", "providers", "anthropic");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("would remove providers.work"), outcome.err());
        assertEquals(List.of(true), previews());
    }

    @Test
    void setAsksOnATerminalBeforeItRemovesValues() {
        simulateProviderRemoval();

        shell.onTerminal().withStdin("n\n").run("config", "set", "providers", "anthropic");
        assertEquals(List.of(true), previews());

        shell.onTerminal().withStdin("y\n").run("config", "set", "providers", "anthropic");
        assertEquals(List.of(true, true, false), previews());
        assertTrue(server.configEdits.getLast().backup());
    }

    @Test
    void setNeedsNoConfirmationWithYesOrIfNothingIsRemoved() {
        simulateProviderRemoval();
        shell.run("config", "set", "--yes", "providers", "anthropic");
        assertTrue(server.configEdits.getLast().backup());

        server.editChanges = List.of(new ConfigChange(
                List.of("defaultModel"), Optional.of(TextNode.valueOf("a/b")), Optional.of(TextNode.valueOf("c/d"))));
        shell.run("config", "set", "default_model", "c/d");

        assertEquals(List.of(true, false, true, false), previews());
        assertFalse(server.configEdits.getLast().backup());
    }

    private void simulateProviderRemoval() {
        server.editChanges = List.of(new ConfigChange(
                List.of("providers", "work"), Optional.of(TextNode.valueOf("work")), Optional.empty()));
    }

    private List<Boolean> previews() {
        return server.configEdits.stream().map(ConfigEditParams::preview).toList();
    }
}
