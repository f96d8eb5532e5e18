package dev.openllm.server.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.imports.ImportPlan.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests with configurations of other programs in the formats that the documentation of these programs shows. */
class ImportsTest {

    private static final Path EXAMPLES = Path.of("src/test/resources/dev/openllm/server/imports");

    @TempDir
    Path home;

    @Test
    void vsCodeGroupsBecomeProviders() {
        ImportPlan plan = read("chatLanguageModels.json");

        assertEquals(List.of("company", "ollama", "anthropic"), providerNames(plan));
        assertEquals(
                "{\"name\":\"company\",\"dialect\":\"openai-chat\",\"apiBase\":\"https://llm.example.com/v1\",\"headers\":{\"X-Team\":\"tools\"},\"models\":[{\"id\":\"qwen3-coder\",\"name\":\"Qwen"
                    + " 3 Coder\","
                    + "\"contextTokens\":128000,\"outputTokens\":8000,\"tools\":true,\"vision\":false,\"reasoning\":true}]}",
                plan.providers().getFirst().entry().toString());
        assertEquals(
                "canary-vscode-anthropic-0123",
                plan.providers().get(2).key().orElseThrow().reveal());
    }

    @Test
    void settingsThatVsCodeStoresElsewhereAreListed() {
        List<String> omitted = read("chatLanguageModels.json").omitted();

        assertTrue(omitted.stream().anyMatch(line -> line.contains("open-llm secrets set company")), omitted::toString);
        assertTrue(omitted.stream().anyMatch(line -> line.contains("X-Auth")), omitted::toString);
        assertTrue(omitted.stream().anyMatch(line -> line.contains("someextension")), omitted::toString);
        assertEquals(3, omitted.size(), omitted::toString);
    }

    @Test
    void liteLlmModelsBecomeProvidersAndAliases() {
        ImportPlan plan = read("litellm_config.yaml");

        Map<String, Provider> providers = providersByName(plan);
        assertEquals(List.of("my-endpoint-europe", "anthropic", "server", "openrouter"), providerNames(plan));
        Provider azure = providers.get("my-endpoint-europe");
        assertEquals(Optional.of("azure"), azure.preset());
        assertEquals(Optional.of("AZURE_API_KEY_EU"), azure.keyVariable());
        assertEquals(Optional.empty(), providers.get("server").key());
        assertEquals(2, providers.get("server").models().size());
        assertEquals(List.of(), providers.get("openrouter").models());
        assertEquals(
                Map.of(
                        "gpt-4o",
                        "my-endpoint-europe/gpt-4o-eu",
                        "claude",
                        "anthropic/claude-sonnet-4-6",
                        "qwen",
                        "server/qwen3-coder"),
                plan.aliases());
        assertTrue(plan.omitted().stream().anyMatch(line -> line.contains("bedrock")), plan.omitted()::toString);
        assertTrue(plan.omitted().stream().anyMatch(line -> line.contains("rpm of gpt-4o")), plan.omitted()::toString);
        assertFalse(plan.toString().contains("canary-"), plan.toString());
    }

    @Test
    void continueModelsBecomeProviders() {
        ImportPlan plan = read("continue.yaml");

        assertEquals(List.of("openai", "ollama", "example"), providerNames(plan));
        Provider openai = plan.providers().getFirst();
        assertEquals(Optional.of("OPENAI_API_KEY"), openai.keyVariable());
        assertEquals(
                "{\"id\":\"gpt-5-mini\",\"contextTokens\":200000,\"outputTokens\":4096,\"tools\":true,\"vision\":true}",
                openai.models().getFirst().toString());
        assertEquals(List.of(), plan.providers().get(1).models());
        assertEquals(Map.of("X-Team", "tools"), plan.providers().get(2).headers());
        assertTrue(plan.omitted().stream().anyMatch(line -> line.contains("Embeddings")), plan.omitted()::toString);
        assertTrue(plan.omitted().stream().anyMatch(line -> line.contains("hub")), plan.omitted()::toString);
    }

    @Test
    void theOlderContinueFileIsAlsoRead() {
        ImportPlan plan = read("continue.json");

        assertEquals(List.of("anthropic"), providerNames(plan));
        assertEquals(2, plan.omitted().size(), plan.omitted()::toString);
    }

    @Test
    void keysModelsAndDefaultOfLlmAreRead() {
        ImportPlan plan = read("llm/keys.json");

        assertEquals(List.of("company", "openai", "anthropic"), providerNames(plan));
        assertEquals(
                "canary-llm-company-0003",
                plan.providers().getFirst().key().orElseThrow().reveal());
        assertEquals(Optional.of("openai/gpt-5-mini"), plan.defaultModel());
        assertEquals(Map.of("company-large", "company/llama-4", "big", "company/llama-4"), plan.aliases());
        assertTrue(plan.omitted().stream().anyMatch(line -> line.contains("weather")), plan.omitted()::toString);
        assertTrue(plan.omitted().stream().anyMatch(line -> line.contains("instruct")), plan.omitted()::toString);
        assertEquals(3, plan.files().size());
    }

    @Test
    void abbenayProvidersKeepTheirNamesAndVariables() {
        ImportPlan plan = read("abbenay.yaml");

        assertEquals(List.of("work", "google"), providerNames(plan));
        assertEquals(Optional.of("WORK_LLM_KEY"), plan.providers().getFirst().keyVariable());
        assertEquals(Map.of("coder", "work/qwen3-coder"), plan.aliases());
        assertTrue(plan.omitted().stream().anyMatch(line -> line.contains("open-llm secrets set google")));
        assertTrue(plan.omitted().stream().anyMatch(line -> line.contains("bedrock")), plan.omitted()::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        chatLanguageModels.json | [\\n{\\n"vendor" "x"}]        | :3: This is not valid JSON.
        chatLanguageModels.json | [\\n\\n{"name": "x"}]          | :3: 'vendor' is missing from this group.
        litellm_config.yaml     | model_list:\\n- model_name: x  | :2: 'litellm_params.model' is missing from this model_list entry.
        litellm_config.yaml     | model_list:\\n\\t- x            | :2: The YAML is indented with a tab. Use spaces.
        extra-openai-models.yaml| - model_id: a\\n  model_name: b\\n- model_id: c | :3: 'model_name' is missing for this model.
        abbenay.yaml            | providers:\\n  a:\\n    base_url: engine: | :3:
        """)
    void aSyntaxErrorIsReportedWithItsLine(String name, String text, String message) throws Exception {
        Path file =
                Files.writeString(home.resolve(name), text.replace("\\n", "\n").replace("\\t", "\t"));

        OpenLlmException failure =
                assertThrows(OpenLlmException.class, () -> imports().of(file));

        assertTrue(
                failure.info().message().startsWith(file + message),
                failure.info().message());
    }

    @Test
    void aFileOfAnUnknownProgramIsRefused() throws Exception {
        Path file = Files.writeString(home.resolve("other.yaml"), "a: b\n");

        assertThrows(OpenLlmException.class, () -> imports().of(file));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,    .config/Code/User/chatLanguageModels.json,                              VS Code",
        "Mac OS X, Library/Application Support/Code/User/chatLanguageModels.json,          VS Code",
        "Linux,    .config/Code/User/profiles/-5ab/chatLanguageModels.json,                VS Code",
        "Linux,    .config/io.datasette.llm/keys.json,                                     llm",
        "Mac OS X, Library/Application Support/io.datasette.llm/keys.json,                 llm",
        "Linux,    .continue/config.yaml,                                                  Continue",
        "Linux,    .config/abbenay/config.yaml,                                            Abbenay"
    })
    void theDefaultLocationsOfEachPlatformAreSearched(String os, String path, String source) throws Exception {
        Map<String, String> examples = Map.of(
                "VS Code", "chatLanguageModels.json",
                "llm", "llm/keys.json",
                "Continue", "continue.yaml",
                "Abbenay", "abbenay.yaml");
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.copy(EXAMPLES.resolve(examples.get(source)), file);

        List<ImportPlan> plans = new Imports(new ImportLocations(Map.of("HOME", home.toString()), os, home)).findAll();

        assertEquals(List.of(source), plans.stream().map(ImportPlan::source).toList());
    }

    @Test
    void onlyTheEndOfAKeyIsShown() {
        assertEquals("•••0815", new ImportPlan.FoundKey("canary-4711-long-0815").toString());
        assertEquals("•••", new ImportPlan.FoundKey("canary-short").toString());
    }

    private ImportPlan read(String example) {
        return imports().of(EXAMPLES.resolve(example));
    }

    private Imports imports() {
        return new Imports(new ImportLocations(Map.of("HOME", home.toString()), "Linux", home));
    }

    private static List<String> providerNames(ImportPlan plan) {
        return plan.providers().stream().map(Provider::name).toList();
    }

    private static Map<String, Provider> providersByName(ImportPlan plan) {
        return plan.providers().stream().collect(Collectors.toMap(Provider::name, provider -> provider));
    }
}
