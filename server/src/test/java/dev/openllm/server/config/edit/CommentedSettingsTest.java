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

    private static final String COMMENTED = """
        {
            "editor.fontSize": 13,
            "openLLM.providers": [
                // At work.
                { "name": "work", "apiBase": "http://127.0.0.1:1/v1" }, // asks IT for its key
                { "name": "home", "apiBase": "http://127.0.0.1:2/v1", "enabled": true }
            ]
        }
        """;
    private static final String VALUES = """
        {"providers": [{"name": "work", "apiBase": "http://127.0.0.1:1/v1"},
                       {"name": "home", "apiBase": "http://127.0.0.1:2/v1", "enabled": true}]}\
        """;

    @TempDir
    Path temp;

    private ConfigFolder folder;
    private LiveConfig live;
    private ConfigEditor editor;
    private Path file;
    private final List<SettingsUpdateParams> byClient = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        folder = new ConfigFolder(temp);
        live = LiveConfig.of(folder.places());
        editor = new ConfigEditor(live, settings -> {
            byClient.add(settings);
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
        use(ConfigLevel.USER, COMMENTED);
        switchHomeOff(ConfigLevel.USER);
        assertEquals(COMMENTED.replace("true", "false"), Files.readString(file));
    }

    @Test
    void commentsArePreservedInAWorkspaceToo() throws IOException {
        use(ConfigLevel.WORKSPACE, COMMENTED);
        switchHomeOff(ConfigLevel.WORKSPACE);
        assertEquals(COMMENTED.replace("true", "false"), Files.readString(file));
    }

    @Test
    void aWorkspaceFileThatLinksOutsideTheWorkspaceIsNotChanged() throws IOException {
        Path outside = temp.resolve("outside.json");
        Files.createFile(outside);
        Files.createSymbolicLink(file, outside);
        use(ConfigLevel.WORKSPACE, COMMENTED);
        switchHomeOff(ConfigLevel.WORKSPACE);
        assertEquals(COMMENTED, Files.readString(outside));
        assertEquals(1, byClient.size());
    }

    @Test
    void theClientDoesNotOverwriteComments() throws IOException {
        use(ConfigLevel.USER, COMMENTED);
        ConfigEditResult result = switchHomeOff(ConfigLevel.USER);
        assertEquals(List.of(), byClient);
        assertEquals(Optional.of(file.toString()), result.file());
    }

    @Test
    void theChangeIsEffectiveBeforeTheClientDetectsIt() throws IOException {
        use(ConfigLevel.USER, COMMENTED);
        switchHomeOff(ConfigLevel.USER);
        assertTrue(live.current().providers().stream()
                .anyMatch(provider ->
                        provider.name().equals("home") && provider.enabled().equals(Optional.of(false))));
    }

    @Test
    void withoutCommentsTheClientWritesItsSettings() throws IOException {
        String plain = COMMENTED.replaceAll(" *// .*", "");
        use(ConfigLevel.USER, plain);
        switchHomeOff(ConfigLevel.USER);
        assertEquals(1, byClient.size());
        assertEquals(plain, Files.readString(file));
    }

    @Test
    void aFileThatDiffersFromTheClientsSettingsIsNotChanged() throws IOException {
        String other = COMMENTED.replace(":1/v1", ":3/v1");
        use(ConfigLevel.USER, other);
        switchHomeOff(ConfigLevel.USER);
        assertEquals(1, byClient.size());
        assertEquals(other, Files.readString(file));
    }

    @Test
    void aMalformedFileIsNotChanged() throws IOException {
        String broken = COMMENTED.substring(20);
        use(ConfigLevel.USER, broken);
        switchHomeOff(ConfigLevel.USER);
        assertEquals(broken, Files.readString(file));
        assertEquals(1, byClient.size());
    }

    private void use(ConfigLevel level, String text) throws IOException {
        Files.writeString(file, text);
        boolean ofUser = level == ConfigLevel.USER;
        SettingsParams settings = folder.settings(ofUser ? VALUES : "{}", ofUser ? "{}" : VALUES, true);
        Optional<String> path = Optional.of(file.toString());
        live.applySettings(new SettingsParams(
                settings.user(),
                settings.workspace(),
                settings.folders(),
                settings.trusted(),
                settings.network(),
                settings.groups(),
                ofUser ? path : Optional.empty(),
                ofUser ? Optional.empty() : path));
    }

    private ConfigEditResult switchHomeOff(ConfigLevel level) {
        ConfigEdit off = new ConfigEdit(List.of("providers", "home", "enabled"), Optional.of(BooleanNode.FALSE));
        return editor.edit(new ConfigEditParams(
                new ConfigTarget(ConfigStore.VSCODE, level, Optional.empty()), List.of(off), false, Optional.empty()));
    }
}
