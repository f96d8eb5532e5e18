package dev.openllm.server.failclosed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ConfigFolder;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.edit.ConfigEditor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for {@code api_key_command}. Because this setting runs a program, it applies only in the user's own file, and
 * only the user can write it.
 */
class ApiKeyCommandSourcesTest {

    private static final String YAML =
            "providers:\n- name: work\n  api_base: https://llm.example.com/v1\n  api_key_command: [touch, /tmp/x]\n";
    private static final String SETTINGS =
            "{\"providers\":[{\"name\":\"work\",\"apiBase\":\"https://llm.example.com/v1\",\"apiKeyCommand\":[\"touch\"]}]}";
    private static final ConfigTarget USER_FILE =
            new ConfigTarget(ConfigStore.NATIVE, ConfigLevel.USER, Optional.empty());
    private static final ConfigTarget USER_SETTINGS =
            new ConfigTarget(ConfigStore.VSCODE, ConfigLevel.USER, Optional.empty());

    @TempDir
    Path temp;

    private LiveConfig liveConfig;

    @AfterEach
    void close() {
        if (liveConfig != null) {
            liveConfig.close();
        }
    }

    private ConfigFolder configFolder() {
        return new ConfigFolder(temp);
    }

    private ProviderConfig workProvider(String userSettings, String workspaceSettings) {
        liveConfig = LiveConfig.of(configFolder().locations());
        liveConfig.applySettings(configFolder().settings(userSettings, workspaceSettings, true));
        return liveConfig.current().provider("work").orElseThrow();
    }

    private static void assertRefused(ProviderConfig work) {
        assertEquals(List.of(), work.apiKeyCommand());
        assertTrue(
                work.fault()
                        .orElseThrow()
                        .problem()
                        .message()
                        .contains("can be set only in your own configuration file"),
                () -> work.fault().toString());
    }

    @Test
    void theUsersOwnFileSetsIt() {
        configFolder().user(YAML);

        assertEquals(List.of("touch", "/tmp/x"), workProvider("{}", "{}").apiKeyCommand());
        assertEquals(
                Optional.empty(),
                liveConfig.current().provider("work").orElseThrow().fault());
    }

    @Test
    void aTrustedWorkspaceFileCannotSetIt() {
        configFolder().workspace(YAML);
        assertRefused(workProvider("{}", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key_comand", "api_key_cmd", "apikeycommand", "api-key-command", "apiKeyCommand"})
    void aMisspelledCommandInATrustedWorkspaceIsAlsoAnError(String key) throws Exception {
        Path createdFile = temp.resolve("was-run");
        try (ConfiguredProduct product = new ConfiguredProduct(temp)) {
            ConfiguredProduct.write(
                    product.workspaceFile, "providers: [{name: work, " + key + ": [touch, '" + createdFile + "']}]");
            product.start("providers: [{name: work, dialect: openai-chat, api_base: '" + product.ownProvider.uri()
                    + "/v1', models: [m]}]");
            ErrorInfo error = product.chat("work/m").orElseThrow();
            product.listModelsAndProviders();

            assertEquals(ErrorKind.CONFIG, error.kind());
            assertTrue(error.message().contains(key), error::message);
            assertTrue(error.message().contains("config.yaml"), error::message);
            assertEquals(List.of(), product.ownProvider.requests());
            assertTrue(
                    product.canaryProvider.requests().stream()
                            .allMatch(request -> request.path().equals("/api/tags")),
                    "only the local server is looked for");
            assertFalse(Files.exists(createdFile));
        }
    }

    @Test
    void clientSettingsCannotSetIt() {
        assertRefused(workProvider(SETTINGS, "{}"));
        liveConfig.close();
        assertRefused(workProvider("{}", SETTINGS));
    }

    @Test
    void aProviderAddedInVsCodeCannotSetIt() throws Exception {
        ObjectNode group =
                (ObjectNode) Wire.JSON.readTree(SETTINGS).path("providers").get(0);
        liveConfig = LiveConfig.of(configFolder().locations());
        liveConfig.applySettings(
                new SettingsParams(null, null, List.of(), true, NetworkSettings.SYSTEM, List.of(group)));

        assertRefused(liveConfig.current().provider("work").orElseThrow());
    }

    @Test
    void aFileFromTheCommandLineCannotSetIt() throws Exception {
        Path commandLineFile = Files.writeString(temp.resolve("named.yaml"), YAML);
        liveConfig = LiveConfig.ofFile(configFolder().locations(), commandLineFile);

        assertRefused(liveConfig.current().provider("work").orElseThrow());
    }

    @Test
    void noOtherSourceReplacesTheCommandInTheUsersFile() {
        configFolder().user(YAML).workspace("providers:\n- name: work\n  api_key_command: [evil]\n");

        assertRefused(workProvider("{}", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKeyCommand", "api_key_command"})
    void noEditWritesIt(String name) throws Exception {
        configFolder().user("providers:\n- name: work\n");
        workProvider("{}", "{}");
        String before = Files.readString(configFolder().userFile());
        JsonNode command = Wire.JSON.readTree("[\"touch\"]");
        ObjectNode provider = Wire.JSON.createObjectNode().put("name", "other").set("apiKeyCommand", command);
        for (ConfigEdit edit : List.of(
                new ConfigEdit(List.of("providers", "work", name), Optional.of(command)),
                new ConfigEdit(List.of("providers", "new", name), Optional.of(command)),
                new ConfigEdit(List.of("providers"), Optional.of(provider), Optional.of(ConfigEdit.Items.ADD)),
                new ConfigEdit(
                        List.of("providers"),
                        Optional.of(Wire.JSON.createArrayNode().add(provider))))) {
            for (boolean preview : List.of(true, false)) {
                OpenLlmException refusal = assertThrows(
                        OpenLlmException.class, () -> editor().edit(editParams(edit, preview)), edit::toString);
                assertEquals(ErrorKind.CONFIG, refusal.info().kind());
            }
        }
        assertEquals(before, Files.readString(configFolder().userFile()));
    }

    @Test
    void otherEditsPreserveItAndItCanBeRemoved() throws Exception {
        configFolder().user(YAML);
        workProvider("{}", "{}");
        editor().edit(editParams(
                new ConfigEdit(
                        List.of("providers", "work", "display_name"),
                        Optional.of(Wire.JSON.getNodeFactory().textNode("Work"))),
                false));
        assertTrue(Files.readString(configFolder().userFile()).contains("api_key_command: [touch, /tmp/x]"));

        editor().edit(editParams(
                new ConfigEdit(List.of("providers", "work", "api_key_command"), Optional.empty()), false));
        assertFalse(Files.readString(configFolder().userFile()).contains("api_key_command"));
    }

    @Test
    void noImportOrExportCopiesIt() throws Exception {
        configFolder().user("providers:\n- name: other\n");
        workProvider(SETTINGS, "{}");
        editor().transfer(new ConfigTransferParams(USER_SETTINGS, USER_FILE, false));
        String imported = Files.readString(configFolder().userFile());
        assertTrue(imported.contains("work"), imported);
        assertFalse(imported.toLowerCase().contains("command"), imported);
        liveConfig.close();

        configFolder().user(YAML);
        workProvider("{}", "{}");
        assertFalse(editor().transfer(new ConfigTransferParams(USER_FILE, USER_SETTINGS, true))
                .changes()
                .toString()
                .contains("touch"));
    }

    private ConfigEditor editor() {
        return new ConfigEditor(liveConfig, params -> Optional.empty());
    }

    private static ConfigEditParams editParams(ConfigEdit edit, boolean preview) {
        return new ConfigEditParams(USER_FILE, List.of(edit), preview, Optional.empty(), false);
    }
}
