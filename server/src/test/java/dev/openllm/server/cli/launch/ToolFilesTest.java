package dev.openllm.server.cli.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for changing the settings files of a tool and restoring them. */
class ToolFilesTest {

    private static final ModelInfo MODEL = new ModelInfo(
            "local/small",
            "local",
            "small",
            "Small",
            "small",
            new ModelInfo.Limits(100_000, 0, 8_000),
            new ModelInfo.Capabilities(true, false, false, false, List.of(), false, true),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    @TempDir
    Path home;

    private ToolFiles files;
    private Path settings;

    @BeforeEach
    void setUp() throws Exception {
        files = new ToolFiles(Recipe.find("claude").orElseThrow(), Map.of("HOME", home.toString()));
        settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
    }

    private ToolFiles.Written configure() {
        return configure(files).getFirst();
    }

    private static List<ToolFiles.Written> configure(ToolFiles files) {
        LaunchModels models = new LaunchModels(MODEL, MODEL, List.of(MODEL));
        Template template = models.template("http://127.0.0.1:4141", "the-token", "");
        files.requireWritable(template);
        return files.configure(template, "claude-configured");
    }

    @Test
    void theUsersSettingsArePreservedWithTheAddedOnes() throws Exception {
        Files.writeString(settings, "{\"theme\": \"dark\", \"env\": {\"EDITOR\": \"vi\"}, \"number\": 1.10}");
        configure();
        JsonNode updated = Wire.JSON.readTree(Files.readString(settings));
        assertEquals("dark", updated.path("theme").asText());
        assertEquals("vi", updated.at("/env/EDITOR").asText());
        assertEquals("local/small", updated.at("/env/ANTHROPIC_MODEL").asText());
        assertTrue(Files.readString(settings).contains("1.10"));
    }

    @Test
    void restoringRecoversEveryByteAndLeavesNothingBehind() throws Exception {
        byte[] original = "{ \"theme\" :\t\"dark\"}\r\n\n".getBytes();
        Files.write(settings, original);
        Path backup = configure().backup().orElseThrow();
        assertArrayEquals(original, Files.readAllBytes(backup));
        assertEquals("claude-configured", files.restore());
        assertArrayEquals(original, Files.readAllBytes(settings));
        assertFalse(Files.exists(backup));
        assertFalse(files.isConfigured());
    }

    @Test
    void aFileThatDidNotExistIsDeletedAgain() {
        assertEquals(Optional.empty(), configure().backup());
        assertTrue(Files.exists(settings));
        files.restore();
        assertFalse(Files.exists(settings));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheUserCanReadTheTokenAndThePermissionsAreRestored() throws Exception {
        Files.writeString(settings, "{}");
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
        configure();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)));
        files.restore();
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)));
    }

    @Test
    void commentsArePreserved() throws Exception {
        Files.writeString(settings, "{\n  // mine\n  \"theme\": \"dark\", // also mine\n}\n");
        configure();
        String updated = Files.readString(settings);
        assertTrue(updated.startsWith("{\n  // mine\n  \"theme\": \"dark\", // also mine\n"), updated);
        assertTrue(updated.contains("\"ANTHROPIC_MODEL\": \"local/small\""), updated);
    }

    @Test
    void anUnreadableFileIsNotRewritten() throws Exception {
        String text = "{ \"theme\": ";
        Files.writeString(settings, text);
        OpenLlmException refusal = assertThrows(OpenLlmException.class, this::configure);
        assertTrue(
                refusal.info().message().contains("line 1 is not valid JSON"),
                refusal.info().message());
        assertEquals(text, Files.readString(settings));
        assertFalse(files.isConfigured());
    }

    @Test
    void onlyAddedValuesAreRemovedFromAFileThatWasChangedMeanwhile() throws Exception {
        Files.writeString(settings, "{\"theme\": \"dark\", \"env\": {\"EDITOR\": \"vi\"}}");
        configure();
        String changed = Files.readString(settings)
                .replace("\"dark\"", "\"light\"")
                .replace("\"ANTHROPIC_MODEL\": \"local/small\"", "\"ANTHROPIC_MODEL\": \"mine\"");
        Files.writeString(settings, changed);
        assertEquals("claude-configured", files.restore());
        assertEquals(
                Wire.JSON.readTree(
                        "{\"theme\": \"light\", \"env\": {\"EDITOR\": \"vi\", \"ANTHROPIC_MODEL\": \"mine\"}}"),
                Wire.JSON.readTree(Files.readString(settings)));
    }

    @Test
    void aFileThatWasDeletedMeanwhileIsNotRecreated() throws Exception {
        Files.writeString(settings, "{}");
        configure();
        Files.delete(settings);
        files.restore();
        assertFalse(Files.exists(settings));
    }

    /**
     * Returns a settings file of the user for each tool, together with its expected content after the change. The
     * expected content is empty if only the comments are checked.
     */
    static Stream<Arguments> filesOfTools() {
        return Stream.of(
                Arguments.of("codex", ".codex/config.toml", """
                    # mine
                    model = "gpt-5.5" # the usual one
                    approval_policy = "on-request"

                    [projects."/home/me"]
                    trust_level = "trusted"
                    """, """
                    # mine
                    model = "local/small" # the usual one
                    approval_policy = "on-request"
                    model_provider = "open-llm"
                    model_context_window = 100000

                    [projects."/home/me"]
                    trust_level = "trusted"

                    [model_providers.open-llm]
                    name = "Open LLM"
                    base_url = "http://127.0.0.1:4141/v1"
                    wire_api = "responses"
                    experimental_bearer_token = "the-token"
                    """),
                Arguments.of("aider", ".aider.conf.yml", """
                    # mine
                    model: sonnet   # the usual one
                    dark-mode: true
                    """, """
                    # mine
                    model: openai/local/small   # the usual one
                    dark-mode: true
                    weak-model: openai/local/small
                    openai-api-base: http://127.0.0.1:4141/v1
                    openai-api-key: the-token
                    """),
                Arguments.of("continue", ".continue/config.yaml", """
                    name: own
                    version: 0.0.1
                    models:
                      # mine
                      - name: Own
                        provider: ollama
                        model: qwen3
                    """, """
                    name: own
                    version: 0.0.1
                    models:
                      # mine
                      - name: Own
                        provider: ollama
                        model: qwen3
                      - name: Small (Open LLM)
                        provider: openai
                        model: local/small
                        apiBase: http://127.0.0.1:4141/v1
                        apiKey: the-token
                        roles: [chat, edit, apply]
                        capabilities: [tool_use]
                        defaultCompletionOptions:
                          contextLength: 100000
                          maxTokens: 8000
                    schema: v1
                    """),
                Arguments.of("gemini", ".gemini/.env", """
                    # mine
                    HTTPS_PROXY=http://proxy:3128
                    GEMINI_API_KEY=canary-own
                    """, """
                    # mine
                    HTTPS_PROXY=http://proxy:3128
                    GEMINI_API_KEY=the-token
                    GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:4141
                    """),
                Arguments.of("llm", ".config/io.datasette.llm/extra-openai-models.yaml", """
                    # mine
                    - model_id: own
                      model_name: own
                    """, """
                    # mine
                    - model_id: own
                      model_name: own
                    - model_id: "local/small"
                      model_name: "local/small"
                      api_base: "http://127.0.0.1:4141/v1"
                      api_key_name: "open-llm"
                      supports_tools: true
                      supports_schema: true
                      vision: false
                    """),
                Arguments.of("qwen", ".qwen/settings.json", """
                    {
                      // mine
                      "ui": { "theme": "dark" },
                      "modelProviders": { "openai": [{ "id": "own" }] }
                    }
                    """, ""),
                Arguments.of("cline", ".cline/data/settings/providers.json", """
                    {"version": 1, /* mine */ "lastUsedProvider": "anthropic", "providers": {"anthropic": {}}}
                    """, ""),
                Arguments.of("crush", ".config/crush/crush.json", """
                    { "options": { "debug": true /* mine */ } }
                    """, ""),
                Arguments.of("opencode", ".config/opencode/opencode.json", """
                    { "theme": "dark", /* mine */ "model": "other/other" }
                    """, ""));
    }

    @ParameterizedTest
    @MethodSource("filesOfTools")
    @DisabledOnOs({OS.WINDOWS, OS.MAC}) // llm uses a different folder on these systems
    void theFilesOfEveryToolAreChangedInPlaceAndRestored(String tool, String name, String before, String after)
            throws Exception {
        ToolFiles tools = new ToolFiles(Recipe.find(tool).orElseThrow(), Map.of("HOME", home.toString()));
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, before);
        List<ToolFiles.Written> written = configure(tools);
        String updated = Files.readString(file);
        if (after.isEmpty()) {
            assertTrue(updated.contains("mine") && updated.contains("local/small") && !updated.equals(before), updated);
        } else {
            assertEquals(after, updated);
        }

        tools.restore();
        assertEquals(before, Files.readString(file));
        for (ToolFiles.Written writtenFile : written) {
            assertEquals(
                    writtenFile.file().equals(file),
                    Files.exists(writtenFile.file()),
                    writtenFile.file().toString());
            assertTrue(writtenFile.backup().stream().noneMatch(Files::exists));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"claude", "codex", "opencode", "aider", "qwen", "gemini", "cline", "continue", "crush", "llm"})
    void filesAreCreatedForAToolWithoutFilesAndDeletedAfterward(String tool) throws Exception {
        ToolFiles tools = new ToolFiles(Recipe.find(tool).orElseThrow(), Map.of("HOME", home.toString()));
        List<ToolFiles.Written> written = configure(tools);
        StringBuilder contents = new StringBuilder();
        for (ToolFiles.Written writtenFile : written) {
            assertEquals(Optional.empty(), writtenFile.backup());
            contents.append(Files.readString(writtenFile.file()));
        }
        assertTrue(contents.toString().contains("local/small"), contents.toString());
        assertTrue(contents.toString().contains("the-token"), contents.toString());
        assertFalse(contents.toString().contains("${"), contents.toString());
        tools.restore();
        written.forEach(writtenFile ->
                assertFalse(Files.exists(writtenFile.file()), writtenFile.file().toString()));
    }

    @Test
    void theFolderInAVariableIsUsed() {
        Path folder = home.resolve("elsewhere");
        ToolFiles codexFiles = new ToolFiles(
                Recipe.find("codex").orElseThrow(), Map.of("HOME", home.toString(), "CODEX_HOME", folder.toString()));
        configure(codexFiles);
        assertTrue(Files.exists(folder.resolve("config.toml")));
    }

    @Test
    void aSecondChangeIsRefusedUntilTheFirstIsRestored() throws Exception {
        Files.writeString(settings, "{}");
        configure();
        assertThrows(OpenLlmException.class, this::configure);
    }

    @Test
    void aToolWithoutSuchSettingsIsRefused() {
        ToolFiles unsupportedFiles =
                new ToolFiles(Recipe.find("copilot").orElseThrow(), Map.of("HOME", home.toString()));
        OpenLlmException refusal = assertThrows(OpenLlmException.class, () -> configure(unsupportedFiles));
        assertTrue(refusal.info().hint().orElse("").contains("open-llm launch copilot"));
    }
}
