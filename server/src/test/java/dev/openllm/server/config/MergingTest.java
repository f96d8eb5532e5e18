package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which source takes precedence for each field, and which fields a workspace cannot set. */
class MergingTest {

    private static final String VSCODE_SETTINGS = "{\"defaultModel\":\"vs/code\",\"providers\":["
            + "{\"name\":\"a\",\"apiBase\":\"http://vscode\",\"displayName\":\"From VS Code\",\"enabled\":false}]}";

    @TempDir
    Path temp;

    private ConfigFolder folder;

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp);
    }

    @Test
    void workspaceYamlOverridesUserYamlAndUserYamlOverridesSettingsFieldByField() {
        Config config = folder.user("providers:\n- name: a\n  api_base: http://user\n  enabled: true\n")
                .workspace("providers:\n- name: a\n  api_base: http://workspace\n")
                .read(VSCODE_SETTINGS, "{}", true);

        ProviderConfig provider = config.provider("a").orElseThrow();
        assertEquals(Optional.of("http://workspace"), provider.apiBase());
        assertEquals(
                Origin.Source.YAML_WORKSPACE, provider.origins().get("apiBase").source());
        assertEquals(Optional.of(true), provider.enabled());
        assertEquals(Origin.Source.YAML_USER, provider.origins().get("enabled").source());
        assertEquals(Optional.of("From VS Code"), provider.displayName());
        assertEquals(
                Origin.Source.VSCODE_USER, provider.origins().get("displayName").source());
        assertEquals(Optional.of("vs/code"), config.defaultModel());
    }

    @Test
    void workspaceSettingsOverrideUserSettings() {
        Config config = folder.read(VSCODE_SETTINGS, "{\"defaultModel\":\"work/space\"}", true);

        assertEquals(Optional.of("work/space"), config.defaultModel());
    }

    @Test
    void providersOfAllSourcesAreMergedInTheOrderOfTheSources() {
        Config config =
                folder.user("providers: [b, c]").workspace("providers: [d, c]").read(VSCODE_SETTINGS, "{}", true);

        assertEquals(
                List.of("a", "b", "c", "d"),
                config.providers().stream().map(ProviderConfig::name).toList());
    }

    @Test
    void theHighestPrecedenceSourceSelectsModelsAndOthersAddTheirProperties() {
        Config config = folder.user("providers: [{name: a, models: [{id: m1, context_tokens: 1000}, m2]}]")
                .workspace("providers: [{name: a, models: [m3, {id: m1, tools: true}]}]")
                .read();

        List<ModelConfig> models = config.provider("a").orElseThrow().models().named();
        assertEquals(List.of("m3", "m1"), models.stream().map(ModelConfig::id).toList());
        assertEquals(1000, models.get(1).contextTokens().orElseThrow());
        assertEquals(Optional.of(true), models.get(1).tools());
    }

    @Test
    void modelsCanBeAllWithSomeNamed() {
        Config config = folder.user("providers: [{name: a, models: [all, {id: m, tools: true}]}]")
                .read();

        ProviderConfig.ModelChoice models = config.provider("a").orElseThrow().models();
        assertTrue(models.all());
        assertEquals("m", models.named().getFirst().id());
    }

    @Test
    void configSourceVscodeIgnoresFiles() {
        Config config = folder.user("default_model: u/ser").read(withConfigSetting("source", "vscode"), "{}", true);

        assertEquals(Optional.of("vs/code"), config.defaultModel());
    }

    @Test
    void configSourceNativeIgnoresModelsInSettingsButPreservesTheirSwitches() {
        Config config = folder.user("providers: [b]")
                .read(
                        "{\"config\":{\"source\":\"native\"},\"secrets.keychain\":false,\"providers\":[\"a\"]}",
                        "{}",
                        true);

        assertEquals(
                List.of("b"),
                config.providers().stream().map(ProviderConfig::name).toList());
        assertEquals("false", config.settings().get("secrets.keychain"));
    }

    @Test
    void nativeLevelSelectsTheFiles() {
        folder.user("default_model: u/ser").workspace("default_model: work/space");

        assertEquals(
                Optional.of("u/ser"),
                folder.read(withConfigSetting("nativeLevel", "user"), "{}", true)
                        .defaultModel());
        assertEquals(
                Optional.of("work/space"),
                folder.read(withConfigSetting("nativeLevel", "workspace"), "{}", true)
                        .defaultModel());
    }

    @Test
    void onlyTheFileFromTheCommandLineIsUsed() {
        folder.user("default_model: u/ser").workspace("providers: [w]");
        try (LiveConfig live = LiveConfig.ofFile(folder.locations(), folder.workspaceFile())) {
            live.applySettings(folder.settings(VSCODE_SETTINGS, "{}", true));

            assertEquals(Optional.empty(), live.current().defaultModel());
            assertEquals(
                    List.of("w"),
                    live.current().providers().stream()
                            .map(ProviderConfig::name)
                            .toList());
            assertEquals(
                    Origin.Source.COMMAND_LINE,
                    live.current().origins().get("providers.w").source());
        }
    }

    @Test
    void aMissingFileFromTheCommandLineIsAProblem() {
        try (LiveConfig live = LiveConfig.ofFile(folder.locations(), temp.resolve("none.yaml"))) {
            assertEquals(
                    List.of("The file does not exist. Check the path specified with --config."),
                    live.current().problems().stream().map(Problem::message).toList());
        }
    }

    @Test
    void networkConfigurationOverridesClientSettings() {
        NetworkSettings clientSettings =
                new NetworkSettings(Optional.of("http://client"), List.of("client"), List.of(), Optional.of(false));
        folder.user("network: {proxy: http://file}");
        try (LiveConfig live = LiveConfig.of(folder.locations())) {
            live.applySettings(new SettingsParams(null, null, List.of(), true, clientSettings));

            NetworkSettings network = live.current().network();
            assertEquals(Optional.of("http://file"), network.proxy());
            assertEquals(List.of("client"), network.noProxy());
            assertEquals(Optional.of(false), network.strictTls());
        }
    }

    @Test
    void addedGroupsAreIncludedWhateverTheSource() {
        ObjectNode group =
                Wire.JSON.createObjectNode().put("name", "added").put("apiBase", "https://added.example.com/v1");
        folder.user("config: {source: native}");
        try (LiveConfig live = LiveConfig.of(folder.locations())) {
            live.applySettings(
                    new SettingsParams(null, null, List.of(), false, NetworkSettings.SYSTEM, List.of(group)));

            ProviderConfig provider = live.current().provider("added").orElseThrow();
            assertEquals(Optional.of("https://added.example.com/v1"), provider.apiBase());
            assertEquals(
                    Origin.Source.VSCODE_GROUP,
                    provider.origins().get("apiBase").source());
        }
    }

    @Test
    void anUntrustedWorkspaceIsIgnoredCompletelyWithOneNotice() {
        folder.user("default_model: local/small\nproviders: [{name: local, api_base: http://localhost:1/v1}]\n")
                .workspace("""
                    default_model: openai/gpt-5
                    discovery: {enabled: false}
                    providers:
                    - name: local
                      enabled: false
                    - name: openai
                      models: [gpt-5]
                    """);

        Config config = folder.read("{}", "{}", false);

        assertEquals(Optional.of("local/small"), config.defaultModel());
        assertEquals(Map.of(), config.settings());
        assertEquals(
                List.of("local"),
                config.providers().stream().map(ProviderConfig::name).toList());
        assertEquals(Optional.empty(), config.providers().getFirst().enabled());
        assertEquals(
                List.of(new Problem(
                        Problem.Severity.INFORMATION,
                        UserText.of("This file is ignored because its folder is not trusted. Run `open-llm trust`"
                                        + " to use it.")
                                .inVsCode("This file is ignored because its folder is not trusted. To use the file,"
                                        + " approve it when VS Code prompts you."),
                        Optional.of(folder.workspaceFile().toString()),
                        1,
                        1,
                        Optional.empty())),
                config.problems());
    }

    @Test
    void theSettingsOfAnUntrustedWorkspaceAreIgnoredCompletelyWithOneNotice() {
        Config config = folder.read("{}", "{\"defaultModel\":\"openai/gpt-5\",\"providers\":[\"openai\"]}", false);

        assertEquals(Optional.empty(), config.defaultModel());
        assertEquals(List.of(), config.providers());
        assertEquals(
                List.of("The settings of this workspace are ignored because the workspace is not trusted."),
                config.problems().stream().map(Problem::message).toList());
    }

    @Test
    void aHigherPrecedenceValidValueReplacesAnInvalidOne() {
        Config config = folder.user("providers: [{name: a, api_base: http://localhost:1}]")
                .read("{\"providers\":[{\"name\":\"a\",\"apiBase\":\"ftp://x\"}]}", "{}", true);

        ProviderConfig provider = config.provider("a").orElseThrow();
        assertEquals(Optional.of("http://localhost:1"), provider.apiBase());
        assertEquals(Optional.empty(), provider.fault());
    }

    @Test
    void aHigherPrecedenceInvalidValueDoesNotRevealALowerOne() {
        Config config = folder.user("default_model: b\nproviders: [{name: a, api_base: ftp://x}]")
                .read(VSCODE_SETTINGS, "{}", true);

        ProviderConfig provider = config.provider("a").orElseThrow();
        assertEquals(Optional.empty(), provider.apiBase());
        assertTrue(provider.fault().isPresent());
        assertEquals(Optional.empty(), config.defaultModel());
        assertTrue(config.defaultModelFault().isPresent());
    }

    @Test
    void validHeadersAreNotMergedWithInvalidOnes() {
        Config config = folder.user("providers: [{name: a, headers: {X-A: b}}]")
                .read("{\"providers\":[{\"name\":\"a\",\"headers\":{\"X-B\":[]}}]}", "{}", true);

        assertTrue(config.provider("a").orElseThrow().fault().isPresent());
    }

    @Test
    void aWorkspaceCannotChangeNetworkSettingsOrProgramAccess() {
        folder.workspace("network: {proxy: http://evil, strict_tls: false}\naccess: {default: allow}\n");

        Config config = folder.read("{}", "{\"network\":{\"strictTls\":false}}", true);

        assertEquals(NetworkSettings.SYSTEM, config.network());
        assertEquals(Map.of(), config.settings());
        assertEquals(4, config.problems().size());
    }

    private static String withConfigSetting(String name, String value) {
        return VSCODE_SETTINGS.replaceFirst("\\{", "{\"config." + name + "\":\"" + value + "\",");
    }
}
