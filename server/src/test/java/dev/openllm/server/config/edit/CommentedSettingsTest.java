package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.config.SettingsUpdateParams;
import dev.openllm.server.config.ConfigFolder;
import dev.openllm.server.config.LiveConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what happens to comments that a user added inside the values of VS Code settings. */
class CommentedSettingsTest {

    private static final String COMMENTED_FILE = """
        {
            "editor.fontSize": 13,
            "openLLM.providers": [
                // At work.
                { "name": "work", "apiBase": "http://127.0.0.1:1/v1" }, // asks IT for its key
                { "name": "home", "apiBase": "http://127.0.0.1:2/v1", "enabled": true }
            ]
        }
        """;
    private static final String SETTINGS = """
        {"providers": [{"name": "work", "apiBase": "http://127.0.0.1:1/v1"},
                       {"name": "home", "apiBase": "http://127.0.0.1:2/v1", "enabled": true}]}\
        """;

    @TempDir
    Path temp;

    private ConfigFolder folder;
    private LiveConfig live;
    private ConfigEditor editor;
    private Path file;
    private final List<SettingsUpdateParams> clientUpdates = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        folder = new ConfigFolder(temp);
        live = LiveConfig.of(folder.locations());
        editor = new ConfigEditor(live, settings -> {
            clientUpdates.add(settings);
            return Optional.empty();
        });
        file = folder.workspace().resolve("settings.json");
        Files.createDirectories(folder.workspace());
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void commentsArePreservedIfAProviderIsChanged() throws IOException {
        applySettings(ConfigLevel.USER, COMMENTED_FILE);
        disableHomeProvider(ConfigLevel.USER);
        assertEquals(COMMENTED_FILE.replace("true", "false"), Files.readString(file));
    }

    @Test
    void commentsArePreservedInAWorkspaceToo() throws IOException {
        applySettings(ConfigLevel.WORKSPACE, COMMENTED_FILE);
        disableHomeProvider(ConfigLevel.WORKSPACE);
        assertEquals(COMMENTED_FILE.replace("true", "false"), Files.readString(file));
    }

    @Test
    void aWorkspaceFileThatLinksOutsideTheWorkspaceIsNotChanged() throws IOException {
        Path outside = temp.resolve("outside.json");
        Files.createFile(outside);
        Files.createSymbolicLink(file, outside);
        applySettings(ConfigLevel.WORKSPACE, COMMENTED_FILE);
        disableHomeProvider(ConfigLevel.WORKSPACE);
        assertEquals(COMMENTED_FILE, Files.readString(outside));
        assertEquals(1, clientUpdates.size());
    }

    @Test
    void theClientDoesNotOverwriteComments() throws IOException {
        applySettings(ConfigLevel.USER, COMMENTED_FILE);
        ConfigEditResult result = disableHomeProvider(ConfigLevel.USER);
        assertEquals(List.of(), clientUpdates);
        assertEquals(Optional.of(file.toString()), result.file());
    }

    @Test
    void theChangeIsEffectiveBeforeTheClientDetectsIt() throws IOException {
        applySettings(ConfigLevel.USER, COMMENTED_FILE);
        disableHomeProvider(ConfigLevel.USER);
        assertTrue(live.current().providers().stream()
                .anyMatch(provider ->
                        provider.name().equals("home") && provider.enabled().equals(Optional.of(false))));
    }

    @Test
    void withoutCommentsTheClientWritesItsSettings() throws IOException {
        String withoutComments = COMMENTED_FILE.replaceAll(" *// .*", "");
        applySettings(ConfigLevel.USER, withoutComments);
        disableHomeProvider(ConfigLevel.USER);
        assertEquals(1, clientUpdates.size());
        assertEquals(withoutComments, Files.readString(file));
    }

    @Test
    void aFileThatDiffersFromTheClientsSettingsIsNotChanged() throws IOException {
        String differentText = COMMENTED_FILE.replace(":1/v1", ":3/v1");
        applySettings(ConfigLevel.USER, differentText);
        disableHomeProvider(ConfigLevel.USER);
        assertEquals(1, clientUpdates.size());
        assertEquals(differentText, Files.readString(file));
    }

    @Test
    void aMalformedFileIsNotChanged() throws IOException {
        String malformed = COMMENTED_FILE.substring(20);
        applySettings(ConfigLevel.USER, malformed);
        disableHomeProvider(ConfigLevel.USER);
        assertEquals(malformed, Files.readString(file));
        assertEquals(1, clientUpdates.size());
    }

    private void applySettings(ConfigLevel level, String text) throws IOException {
        Files.writeString(file, text);
        boolean isUserLevel = level == ConfigLevel.USER;
        SettingsParams settings = folder.settings(isUserLevel ? SETTINGS : "{}", isUserLevel ? "{}" : SETTINGS, true);
        Optional<String> path = Optional.of(file.toString());
        live.applySettings(new SettingsParams(
                settings.user(),
                settings.workspace(),
                settings.folders(),
                settings.trusted(),
                settings.network(),
                settings.groups(),
                isUserLevel ? path : Optional.empty(),
                isUserLevel ? Optional.empty() : path));
    }

    private ConfigEditResult disableHomeProvider(ConfigLevel level) {
        ConfigEdit edit = new ConfigEdit(List.of("providers", "home", "enabled"), Optional.of(BooleanNode.FALSE));
        return editor.edit(new ConfigEditParams(
                new ConfigTarget(ConfigStore.VSCODE, level, Optional.empty()), List.of(edit), false, Optional.empty()));
    }
}
