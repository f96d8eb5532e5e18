package dev.openllm.server.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import dev.openllm.server.cli.session.EditorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for the output, the prompts, and the effect of {@code open-llm config import} and {@code open-llm config
 * export}.
 */
class ConfigTransferTest {

    @TempDir
    Path temp;

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @BeforeEach
    void changeOneValue() throws Exception {
        Path file = Files.createFile(temp.resolve("settings.json"));
        server.editorSettings = Optional.of(new SettingsInMemory(file));
        server.transferChanges = List.of(new ConfigChange(
                List.of("defaultModel"),
                Optional.of(TextNode.valueOf("a/old")),
                Optional.of(TextNode.valueOf("a/new"))));
    }

    @Test
    void aDryRunShowsTheChangesButMakesNone() {
        Shell.Outcome outcome = shell.run("config", "import", "--dry-run");

        assertEquals("SETTING        BEFORE   AFTER\ndefault_model  \"a/old\"  \"a/new\"\n", outcome.out());
        assertEquals(List.of(true), previews());
    }

    @Test
    void withoutATerminalNothingIsWrittenWithoutConsent() {
        Shell.Outcome outcome = shell.run("config", "export");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("Add --yes to write"), outcome.err());
        assertEquals(List.of(true), previews());
    }

    @Test
    void yesWritesTheChanges() {
        assertEquals(0, shell.run("config", "import", "--yes").exitCode());

        assertEquals(List.of(true, false), previews());
        assertEquals(ConfigStore.VSCODE, server.configTransfers.getLast().from().store());
    }

    @Test
    void theUserIsAskedAndCanDecline() {
        Shell.Outcome outcome = shell.onTerminal().withStdin("n\n").run("config", "export");

        assertTrue(
                outcome.err().contains("Write 1 change to " + temp.resolve("settings.json") + "? [y/N]"),
                outcome.err());
        assertEquals(List.of(true), previews());
    }

    @Test
    void theUserIsAskedAndCanAccept() {
        shell.onTerminal().withStdin("y\n").run("config", "export");

        assertEquals(List.of(true, false), previews());
    }

    @Test
    void theLevelsOfBothSidesCanBeChosen() {
        shell.run("config", "export", "--from", "user", "--to", "workspace", "--yes");

        ConfigTransferParams transfer = server.configTransfers.getLast();
        assertEquals(ConfigLevel.USER, transfer.from().level());
        assertEquals(ConfigLevel.WORKSPACE, transfer.to().level());
        assertEquals(ConfigStore.VSCODE, transfer.to().store());
    }

    @Test
    void importingWithoutVsCodeNamesTheMissingFile() {
        server.editorSettings = Optional.of(new SettingsInMemory(temp.resolve("Code/User/settings.json")));

        Shell.Outcome outcome = shell.run("config", "import", "--yes");

        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains("No VS Code settings were found at " + temp), outcome.err());
        assertFalse(outcome.err().contains("went wrong"), outcome.err());
    }

    private List<Boolean> previews() {
        return server.configTransfers.stream()
                .map(ConfigTransferParams::preview)
                .toList();
    }

    private record SettingsInMemory(Path file) implements EditorSettings {

        @Override
        public ObjectNode read() {
            return JsonNodeFactory.instance.objectNode();
        }

        @Override
        public Optional<Path> write(List<Setting> settings) {
            throw new UnsupportedOperationException("the scripted server writes nothing");
        }
    }
}
