package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.server.config.schema.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which source wins, field by field, and what a workspace may not say. */
class MergingTest {

    private static final String VSCODE = "{\"defaultModel\":\"vs/code\",\"providers\":["
            + "{\"name\":\"a\",\"apiBase\":\"http://vscode\",\"displayName\":\"From VS Code\",\"enabled\":false}]}";

    @TempDir
    Path temp;

    private ConfigFolder folder;

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp);
    }

    @Test
    void workspaceYamlWinsOverUserYamlOverSettingsFieldByField() {
        Config config = folder.user("providers:\n- name: a\n  api_base: http://user\n  enabled: true\n")
                .workspace("providers:\n- name: a\n  api_base: http://workspace\n")
                .read(VSCODE, "{}", true);

        ProviderConfig a = config.provider("a").orElseThrow();
        assertEquals(Optional.of("http://workspace"), a.apiBase());
        assertEquals(Origin.Source.YAML_WORKSPACE, a.origins().get("apiBase").source());
        assertEquals(Optional.of(true), a.enabled());
        assertEquals(Origin.Source.YAML_USER, a.origins().get("enabled").source());
        assertEquals(Optional.of("From VS Code"), a.displayName());
        assertEquals(Origin.Source.VSCODE_USER, a.origins().get("displayName").source());
        assertEquals(Optional.of("vs/code"), config.defaultModel());
    }

    @Test
    void workspaceSettingsWinOverUserSettings() {
        Config config = folder.read(VSCODE, "{\"defaultModel\":\"work/space\"}", true);

        assertEquals(Optional.of("work/space"), config.defaultModel());
    }

    @Test
    void providersOfAllSourcesAreThereInTheOrderOfTheSources() {
        Config config =
                folder.user("providers: [b, c]").workspace("providers: [d, c]").read(VSCODE, "{}", true);

        assertEquals(
                List.of("a", "b", "c", "d"),
                config.providers().stream().map(ProviderConfig::name).toList());
    }

    @Test
    void theStrongestSourceChoosesTheModelsAndWeakerOnesTellWhatTheyKnowOfThem() {
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
    void configSourceVscodeLeavesFilesOut() {
        Config config = folder.user("default_model: u/ser").read(withConfig("source", "vscode"), "{}", true);

        assertEquals(Optional.of("vs/code"), config.defaultModel());
    }

    @Test
    void configSourceNativeLeavesTheModelsOfSettingsOutButKeepsTheirSwitches() {
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
    void nativeLevelChoosesTheFiles() {
        folder.user("default_model: u/ser").workspace("default_model: work/space");

        assertEquals(
                Optional.of("u/ser"),
                folder.read(withConfig("nativeLevel", "user"), "{}", true).defaultModel());
        assertEquals(
                Optional.of("work/space"),
                folder.read(withConfig("nativeLevel", "workspace"), "{}", true).defaultModel());
    }

    @Test
    void theFileOfTheCommandLineCountsAlone() {
        folder.user("default_model: u/ser").workspace("providers: [w]");
        try (LiveConfig live = LiveConfig.ofFile(folder.places(), folder.workspaceFile())) {
            live.use(folder.settings(VSCODE, "{}", true));

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
    void aMissingFileOfTheCommandLineIsAProblem() {
        try (LiveConfig live = LiveConfig.ofFile(folder.places(), temp.resolve("none.yaml"))) {
            assertEquals(
                    List.of("There is no such file; check the path given with --config."),
                    live.current().problems().stream().map(Problem::message).toList());
        }
    }

    @Test
    void configurationOfTheNetworkWinsOverWhatTheClientKnows() {
        NetworkSettings client =
                new NetworkSettings(Optional.of("http://client"), List.of("client"), List.of(), Optional.of(false));
        folder.user("network: {proxy: http://file}");
        try (LiveConfig live = LiveConfig.of(folder.places())) {
            live.use(new SettingsParams(null, null, List.of(), true, client));

            NetworkSettings network = live.current().network();
            assertEquals(Optional.of("http://file"), network.proxy());
            assertEquals(List.of("client"), network.noProxy());
            assertEquals(Optional.of(false), network.strictTls());
        }
    }

    @Test
    void whatWasAddedBesideTheSettingsIsThereWhereverTheRestIsConfigured() {
        ObjectNode group =
                Wire.JSON.createObjectNode().put("name", "added").put("apiBase", "https://added.example.com/v1");
        folder.user("config: {source: native}");
        try (LiveConfig live = LiveConfig.of(folder.places())) {
            live.use(new SettingsParams(null, null, List.of(), false, NetworkSettings.SYSTEM, List.of(group)));

            ProviderConfig added = live.current().provider("added").orElseThrow();
            assertEquals(Optional.of("https://added.example.com/v1"), added.apiBase());
            assertEquals(
                    Origin.Source.VSCODE_GROUP, added.origins().get("apiBase").source());
        }
    }

    @Test
    void anUntrustedWorkspaceMayChooseModelsButNotWhereRequestsGo() {
        folder.workspace("""
            default_model: openai/gpt-5
            providers:
            - name: openai
              api_base: https://evil.example
              api_key_env: GITHUB_TOKEN
              dialect: gemini
              preset: other
              headers: {X-Evil: "1"}
              quirks: {a: b}
              models: [gpt-5]
            """);

        Config config = folder.read("{}", "{}", false);

        ProviderConfig openai = config.provider("openai").orElseThrow();
        assertEquals(Optional.empty(), openai.apiBase());
        assertEquals(Optional.empty(), openai.apiKeyEnv());
        assertEquals(Optional.empty(), openai.dialect());
        assertEquals(Optional.empty(), openai.preset());
        assertEquals(Map.of(), openai.headers());
        assertEquals(Map.of(), openai.quirks());
        assertEquals("gpt-5", openai.models().named().getFirst().id());
        assertEquals(6, config.problems().size());
        assertTrue(config.problems().stream().allMatch(p -> p.severity() == Problem.Severity.INFORMATION));
        assertEquals(
                "'api_base' is ignored because this workspace is not trusted.",
                config.problems().getFirst().message());
    }

    @Test
    void noWorkspaceMayTurnTheNetworkOrTheAccessOfPrograms() {
        folder.workspace("network: {proxy: http://evil, strict_tls: false}\naccess: {default: allow}\n");

        Config config = folder.read("{}", "{\"network\":{\"strictTls\":false}}", true);

        assertEquals(NetworkSettings.SYSTEM, config.network());
        assertEquals(Map.of(), config.settings());
        assertEquals(4, config.problems().size());
    }

    private static String withConfig(String name, String value) {
        return VSCODE.replaceFirst("\\{", "{\"config." + name + "\":\"" + value + "\",");
    }
}
