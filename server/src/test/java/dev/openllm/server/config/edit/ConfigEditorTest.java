package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.SettingsUpdateParams;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ConfigFolder;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.SettingsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for showing and editing the configuration, and for copying it between the VS Code settings and a YAML file. */
class ConfigEditorTest {

    private static final ConfigTarget VSCODE = new ConfigTarget(ConfigStore.VSCODE, ConfigLevel.USER, Optional.empty());
    private static final ConfigTarget YAML = new ConfigTarget(ConfigStore.NATIVE, ConfigLevel.USER, Optional.empty());
    private static final ConfigTarget WORKSPACE =
            new ConfigTarget(ConfigStore.NATIVE, ConfigLevel.WORKSPACE, Optional.empty());

    @TempDir
    Path temp;

    private ConfigFolder folder;
    private LiveConfig live;
    private ConfigEditor editor;
    private String settings = "{}";
    private Optional<String> clientBackup = Optional.empty();
    private List<String> writtenSettings = List.of();

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp);
        live = LiveConfig.of(folder.locations());
        editor = new ConfigEditor(live, this::writeSettings);
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void conversionFromSettingsToYamlAndBackIsLossless() throws Exception {
        ObjectNode allSettings = EveryField.settings();
        setUserSettings(allSettings.toString());
        editor.transfer(new ConfigTransferParams(VSCODE, YAML, false));
        String yaml = Files.readString(folder.userFile());
        setUserSettings("{}");
        editor.transfer(new ConfigTransferParams(YAML, VSCODE, false));

        assertTrue(NormalizedConfig.isEquivalent(normalize(allSettings), normalize(json(settings))), settings);
        editor.transfer(new ConfigTransferParams(VSCODE, YAML, false));
        assertEquals(yaml, Files.readString(folder.userFile()));
    }

    @Test
    void theClientWritesOnlyTheChangedSettings() {
        setUserSettings("{\"providers\":[\"a\"],\"defaultModel\":\"a/b\"}");
        editor.edit(edit(VSCODE, BooleanNode.FALSE, "providers", "a", "enabled"));
        assertEquals(List.of("providers"), writtenSettings);
    }

    @Test
    void aTransferMergesTheSourcesAndSavesABackup() throws Exception {
        folder.user("# mine\nproviders:\n  - name: a # first\n    enabled: true\n    x_note: kept\n  - b\n");
        setUserSettings("{\"providers\":[{\"name\":\"a\",\"enabled\":false,\"future\":[1]},\"c\"]}");
        ConfigEditResult result = editor.transfer(new ConfigTransferParams(VSCODE, YAML, false));

        assertEquals(
                "# mine\n"
                        + "providers:\n"
                        + "  - name: a # first\n"
                        + "    enabled: false\n"
                        + "    x_note: kept\n"
                        + "    future: [1]\n"
                        + "  - b\n"
                        + "  - c\n",
                Files.readString(folder.userFile()));
        assertTrue(Files.readString(Path.of(result.backup().orElseThrow())).contains("enabled: true"));
        assertEquals(
                List.of("providers.a.enabled", "providers.a.future", "providers.c"),
                result.changes().stream()
                        .map(change -> String.join(".", change.path()))
                        .sorted()
                        .toList());
    }

    @Test
    void aTransferIntoSettingsSavesAPrivateBackup() throws Exception {
        folder.user("default_model: a/new\nproviders: [a]\n");
        setUserSettings("{\"defaultModel\":\"a/old\",\"secrets\":{\"keychain\":false},\"providers\":[\"b\"]}");
        ConfigEditResult result = editor.transfer(new ConfigTransferParams(YAML, VSCODE, false));

        Path backup = Path.of(result.backup().orElseThrow());
        assertEquals(
                json(
                        "{\"openLLM.defaultModel\":\"a/old\",\"openLLM.secrets.keychain\":false,\"openLLM.providers\":[\"b\"]}"),
                json(Files.readString(backup)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
    }

    @Test
    void aClientsOwnBackupIsNotDuplicated() throws Exception {
        folder.user("default_model: a/new\n");
        setUserSettings("{\"defaultModel\":\"a/old\"}");
        clientBackup = Optional.of("/home/me/settings.json.bak");
        ConfigEditResult result = editor.transfer(new ConfigTransferParams(YAML, VSCODE, false));

        assertEquals(clientBackup, result.backup());
        assertEquals(0, Files.list(folder.userFile().resolveSibling("backups")).count());
    }

    @Test
    void withoutABackupTheSettingsAreUnchanged() throws Exception {
        folder.user("default_model: a/new\n");
        setUserSettings("{\"defaultModel\":\"a/old\"}");
        Files.writeString(folder.userFile().resolveSibling("backups"), "in the way");

        assertThrows(OpenLlmException.class, () -> editor.transfer(new ConfigTransferParams(YAML, VSCODE, false)));
        assertEquals("{\"defaultModel\":\"a/old\"}", settings);
    }

    @Test
    void aPreviewWritesNothing() throws Exception {
        folder.user("default_model: a/b\n");
        List<ConfigChange> changes =
                editor.transfer(new ConfigTransferParams(YAML, VSCODE, true)).changes();

        assertEquals(
                List.of(List.of("defaultModel")),
                changes.stream().map(ConfigChange::path).toList());
        assertEquals("{}", settings);
    }

    @Test
    void keysAreNeverTransferred() throws Exception {
        setUserSettings("{\"providers\":[{\"name\":\"a\",\"apiKey\":\"sk-canary-1234567890\"}]}");
        ConfigEditResult result = editor.transfer(new ConfigTransferParams(VSCODE, YAML, false));

        assertEquals("providers: [a]\n", Files.readString(folder.userFile()));
        assertEquals(1, result.problems().size());
        assertFalse(result.toString().contains("canary"));
    }

    @Test
    void anEditTakesEffectImmediately() {
        editor.edit(edit(YAML, TextNode.valueOf("a/b"), "default_model"));

        assertEquals(Optional.of("a/b"), live.current().defaultModel());
    }

    @Test
    void anEditOfSettingsIsSentToTheClient() {
        setUserSettings("{\"secrets\":{\"keychain\":true}}");
        editor.edit(edit(VSCODE, BooleanNode.FALSE, "secrets", "keychain"));

        assertEquals("{\"secrets\":{\"keychain\":true},\"secrets.keychain\":false}", settings);
    }

    @Test
    void anEditOfAWorkspaceAffectsOnlyItsFolder() throws Exception {
        Files.createDirectories(folder.workspace());
        setUserSettings("{}");
        editor.edit(edit(WORKSPACE, TextNode.valueOf("a/b"), "defaultModel"));

        assertEquals("default_model: a/b\n", Files.readString(folder.workspaceFile()));
        ConfigTarget otherWorkspace =
                new ConfigTarget(ConfigStore.NATIVE, ConfigLevel.WORKSPACE, Optional.of(temp.toString()));
        assertThrows(
                OpenLlmException.class,
                () -> editor.edit(edit(otherWorkspace, TextNode.valueOf("a/b"), "defaultModel")));
    }

    @Test
    void effectiveValuesAreShownWithTheirSourceAndOverriddenValues() {
        folder.user("providers:\n- name: a\n  api_base: http://yaml\n  models: [m, {id: n, tools: true}]\n");
        setUserSettings("{\"providers\":[{\"name\":\"a\",\"apiBase\":\"http://vscode\",\"enabled\":true}]}");
        ConfigShowResult result = editor.show(new ConfigShowParams(List.of("providers", "a")));

        ConfigShowResult.Value apiBase = result.values().stream()
                .filter(value -> value.path().equals(List.of("providers", "a", "apiBase")))
                .findFirst()
                .orElseThrow();
        assertEquals("http://yaml", apiBase.value().asText());
        assertEquals(3, apiBase.origin().line());
        assertEquals(Optional.of(YAML), apiBase.origin().target());
        assertEquals("http://vscode", apiBase.overridden().getFirst().value().asText());
        assertEquals(
                "VS Code user settings",
                apiBase.overridden().getFirst().origin().place());
        assertEquals(
                List.of(
                        "providers.a.apiBase",
                        "providers.a.enabled",
                        "providers.a.models",
                        "providers.a.models.n.tools"),
                result.values().stream()
                        .map(value -> String.join(".", value.path()))
                        .sorted()
                        .toList());
    }

    private static final String TWO_PROVIDERS = """
        providers:
          # the fast one
          - name: groq
            # since May
            enabled: true # for now
          - name: openai
            # asked the team
            models: [gpt-5]
        """;

    @Test
    void aRemovedValueIsRestoredInPlaceWithItsComments() throws Exception {
        folder.user(TWO_PROVIDERS);
        ConfigEditResult removal = editor.edit(removal("groq"));
        undo(removal);

        assertEquals(TWO_PROVIDERS, Files.readString(folder.userFile()));
    }

    @Test
    void aRemovedValueIsRestoredWithItsCommentsAfterOtherChanges() throws Exception {
        folder.user(TWO_PROVIDERS);
        ConfigEditResult removal = editor.edit(removal("groq"));
        Files.writeString(folder.userFile(), "# mine\n" + Files.readString(folder.userFile()) + "default_model: a/b\n");
        undo(removal);

        assertEquals("# mine\n" + TWO_PROVIDERS + "default_model: a/b\n", Files.readString(folder.userFile()));
    }

    @Test
    void onlyTheValuesAreRestoredIfTheFileChangedThere() throws Exception {
        folder.user(TWO_PROVIDERS);
        ConfigEditResult removal = editor.edit(removal("groq"));
        String changedText = Files.readString(folder.userFile()).replace("- name: openai", "- name: openai # mine");
        Files.writeString(folder.userFile(), changedText);
        undo(removal);

        assertEquals(changedText + "  - name: groq\n    enabled: true\n", Files.readString(folder.userFile()));
    }

    @Test
    void undoingRestoresNoMoreThanTheEdits() throws Exception {
        folder.user(TWO_PROVIDERS);
        ConfigEditResult removal = editor.edit(removal("groq"));
        editor.edit(new ConfigEditParams(
                YAML,
                List.of(new ConfigEdit(List.of("providers", "groq"), Optional.of(json("{\"name\":\"groq\"}")))),
                false,
                removal.undo()));

        assertFalse(Files.readString(folder.userFile()).contains("since May"));
    }

    @Test
    void aChangeByAnEarlierServerIsUndoneByItsValues() throws Exception {
        folder.user(TWO_PROVIDERS);
        ConfigEditResult removal = editor.edit(removal("groq"));
        editor = new ConfigEditor(live, this::writeSettings);
        undo(removal);

        assertTrue(Files.readString(folder.userFile()).endsWith("  - name: groq\n    enabled: true\n"));
    }

    private static ConfigEditParams removal(String provider) {
        return new ConfigEditParams(
                YAML, List.of(new ConfigEdit(List.of("providers", provider), Optional.empty())), false);
    }

    /** Reverts an edit as a client does: by restoring the previous values and naming the edit that is reverted. */
    private void undo(ConfigEditResult result) {
        List<ConfigEdit> edits = result.changes().reversed().stream()
                .map(change -> new ConfigEdit(change.path(), change.before()))
                .toList();
        editor.edit(new ConfigEditParams(YAML, edits, false, result.undo()));
    }

    private void setUserSettings(String userSettings) {
        settings = userSettings;
        live.applySettings(folder.settings(userSettings, "{}", true));
    }

    /** Simulates the client: writes each setting under its own name and sends all settings to the server again. */
    private Optional<String> writeSettings(SettingsUpdateParams params) {
        ObjectNode allSettings = json(settings);
        writtenSettings = params.settings().stream()
                .map(SettingsUpdateParams.Setting::name)
                .toList();
        for (SettingsUpdateParams.Setting setting : params.settings()) {
            setting.value()
                    .ifPresentOrElse(
                            value -> allSettings.set(setting.name(), value), () -> allSettings.remove(setting.name()));
        }
        setUserSettings(allSettings.toString());
        return clientBackup;
    }

    private static ConfigEditParams edit(ConfigTarget target, JsonNode value, String... path) {
        return new ConfigEditParams(target, List.of(new ConfigEdit(List.of(path), Optional.of(value))), false);
    }

    private static ObjectNode normalize(ObjectNode settings) {
        return NormalizedConfig.of(SettingsTree.read(settings, Origin.Source.VSCODE_USER));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Wire.JSON.readTree(text);
        } catch (IOException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
