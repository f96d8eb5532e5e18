package dev.openllm.server.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import dev.openllm.server.testing.TestTimeouts;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(TestTimeouts.TEST_SECONDS)
@DisabledOnOs(OS.WINDOWS) // the simulated tools are shell scripts
class LaunchCommandTest {

    @TempDir
    Path home;

    private final ScriptedServer server = new ScriptedServer();
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void setUp() {
        environment.put("HOME", home.toString());
        environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
        environment.put("NO_PROXY", "intranet");
        environment.put("ANTHROPIC_BASE_URL", "https://elsewhere.example");
        environment.put("OPENAI_API_KEY", "canary-inherited");
        environment.put("EDITOR", "vi");
    }

    /** Installs a program that records its arguments. */
    private void install(String name, String additionalCommands) throws Exception {
        Path program = Files.createDirectories(home.resolve("bin")).resolve(name);
        Files.writeString(program, """
            #!/bin/sh
            printf '%%s\\n' "$@" > "$HOME/arguments"
            env > "$HOME/environment"
            %s
            """.formatted(additionalCommands));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                false,
                OptionalInt.empty(),
                () -> false);
        CommandLine command = new CommandLine(new LaunchCommand(server, terminal, environment));
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            throw failure;
        });
        try {
            command.parseArgs(arguments);
            return (Integer) ((LaunchCommand) command.getCommand()).call();
        } catch (CommandLine.ParameterException usageError) {
            throw new AssertionError(usageError);
        }
    }

    private String stdoutText() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String stderrText() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> toolArguments() throws Exception {
        return Files.readAllLines(home.resolve("arguments"));
    }

    private Map<String, String> toolEnvironment() throws Exception {
        Map<String, String> variables = new HashMap<>();
        Files.readAllLines(home.resolve("environment")).stream()
                .filter(line -> line.contains("="))
                .forEach(line ->
                        variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return variables;
    }

    @Test
    void theToolGetsTheModelTheTokenAndTheUsersArguments() throws Exception {
        install("copilot", "");
        assertEquals(0, run("copilot", "-m", "local/small", "--", "-p", "two words"));
        assertEquals(List.of("-p", "two words"), toolArguments());
        Map<String, String> toolVariables = toolEnvironment();
        assertEquals("http://127.0.0.1:9/v1", toolVariables.get("COPILOT_PROVIDER_BASE_URL"));
        assertEquals("token-of-this-run", toolVariables.get("COPILOT_PROVIDER_BEARER_TOKEN"));
        assertEquals("local/small", toolVariables.get("COPILOT_MODEL"));
        assertEquals("8000", toolVariables.get("COPILOT_PROVIDER_MAX_OUTPUT_TOKENS"));
        assertEquals("120000", toolVariables.get("COPILOT_PROVIDER_MAX_PROMPT_TOKENS"));
        assertEquals(List.of("opened for copilot", "closed"), server.launchGatewayActions);
    }

    @Test
    void onlyInheritedProviderVariablesAreRemoved() throws Exception {
        install("copilot", "");
        run("copilot");
        Map<String, String> toolVariables = toolEnvironment();
        assertFalse(toolVariables.containsKey("ANTHROPIC_BASE_URL"));
        assertFalse(toolVariables.containsKey("OPENAI_API_KEY"));
        assertEquals("vi", toolVariables.get("EDITOR"));
        assertEquals("intranet,127.0.0.1,localhost", toolVariables.get("NO_PROXY"));
    }

    @Test
    void filesOfTheRunArePrivateAndDeletedAfterIt() throws Exception {
        install("claude", "ls -ld \"$(dirname \"$2\")\" \"$2\" > \"$HOME/modes\"; cat \"$2\" > \"$HOME/settings\"");
        run("claude");
        List<String> modes = Files.readAllLines(home.resolve("modes"));
        assertTrue(modes.getFirst().startsWith("drwx------"), modes.toString());
        assertTrue(modes.getLast().startsWith("-rw-------"), modes.toString());
        assertEquals(
                "128000",
                Wire.JSON
                        .readTree(Files.readString(home.resolve("settings")))
                        .at("/env/CLAUDE_CODE_MAX_CONTEXT_TOKENS")
                        .asText());
        try (Stream<Path> remainingFiles = Files.list(home.resolve(".local/state/openllm/launch"))) {
            assertEquals(List.of(), remainingFiles.toList());
        }
    }

    @Test
    void filesOfAKilledRunAreDeletedByTheNext() throws Exception {
        Path remainingFolder =
                Files.createDirectories(home.resolve(".local/state/openllm/launch/run-999999999-abcdefgh"));
        Files.writeString(remainingFolder.resolve("settings.json"), "{}");
        install("claude", "");
        run("claude");
        assertFalse(Files.exists(remainingFolder));
    }

    @Test
    void noArgumentContainsTheToken() throws Exception {
        for (Recipe recipe : Recipe.all().stream().filter(Recipe::isLaunchable).toList()) {
            install(recipe.command(), "");
            run(recipe.name());
            assertFalse(toolArguments().toString().contains("token-of-this-run"), recipe.name());
        }
    }

    @Test
    void theExitCodeOfTheToolIsPassedOn() throws Exception {
        install("copilot", "exit 37");
        assertEquals(37, run("copilot"));
        assertEquals("closed", server.launchGatewayActions.getLast());
    }

    @Test
    void theExitCodeForAToolKilledByASignalIs128PlusTheSignal() throws Exception {
        install("copilot", "kill -9 $$");
        assertEquals(137, run("copilot"));
    }

    @Test
    void optionalArgumentsArePassedIfTheToolAcceptsThem() throws Exception {
        install("codex", "");
        run("codex");
        assertTrue(toolArguments().stream().anyMatch(argument -> argument.startsWith("model_catalog_json=")));
        install("codex", "case \"$*\" in *debug*) exit 1;; esac");
        run("codex");
        assertFalse(toolArguments().stream().anyMatch(argument -> argument.startsWith("model_catalog_json=")));
        assertTrue(toolArguments().contains("model_context_window=128000"));
    }

    @ParameterizedTest
    @CsvSource({
        "claude, --model",
        "claude, --settings=mine.json",
        "codex, -m",
        "codex, --oss",
        "gemini, --model=other",
        "continue, --config"
    })
    void anArgumentThatConflictsWithTheLaunchIsRefused(String tool, String argument) throws Exception {
        UsageError refusal = assertThrows(UsageError.class, () -> run(tool, "--", argument, "x"));
        assertTrue(refusal.getMessage().contains("-m before --"), refusal.getMessage());
        assertEquals(List.of(), server.launchGatewayActions);
    }

    @Test
    void aSettingForAnotherProviderIsRefusedButOtherSettingsAreNot() throws Exception {
        install("codex", "");
        assertThrows(UsageError.class, () -> run("codex", "--", "-c", "model_provider=x"));
        run("codex", "--", "-c", "model_reasoning_effort=low");
        assertEquals("model_reasoning_effort=low", toolArguments().getLast());
    }

    @Test
    void aContextWindowThatIsTooSmallIsReported() throws Exception {
        install("claude", "");
        server.gatewayModels = new ListModelsResult(List.of(model("local/tiny", 8_000)), Optional.empty());
        run("claude", "-m", "local/tiny", "--gateway", "http://127.0.0.1:4141");
        assertTrue(
                stderrText()
                        .contains("Warning: Claude Code requires a context window of 64k tokens, but local/tiny has"
                                + " 8000."),
                stderrText());
        assertTrue(stderrText().contains("Claude Code with local/tiny, context window 8000 tokens"), stderrText());
    }

    @Test
    void theSmallModelIsTheSameModelByDefault() throws Exception {
        install("claude", "cat \"$2\" > \"$HOME/settings\"");
        server.gatewayModels = new ListModelsResult(
                List.of(model("local/big", 200_000), model("local/tiny", 8_000)), Optional.of("local/big"));
        run("claude", "--gateway", "http://127.0.0.1:4141");
        assertTrue(Files.readString(home.resolve("settings"))
                .contains("\"ANTHROPIC_DEFAULT_HAIKU_MODEL\" : \"local/big\""));
        run("claude", "--gateway", "http://127.0.0.1:4141", "--small-model", "tiny");
        assertTrue(Files.readString(home.resolve("settings"))
                .contains("\"ANTHROPIC_DEFAULT_HAIKU_MODEL\" : \"local/tiny\""));
    }

    @Test
    void aMissingToolIsReportedWithTheCommandThatInstallsIt() {
        OpenLlmException failure = assertThrows(OpenLlmException.class, () -> run("qwen"));
        assertEquals(ErrorKind.CONFIG, failure.info().kind());
        assertEquals(
                Optional.of("To install it, run: npm install -g @qwen-code/qwen-code"),
                failure.info().hint());
    }

    @Test
    void anUnknownModelIsRefusedBeforeAnythingStarts() throws Exception {
        install("claude", "");
        OpenLlmException failure = assertThrows(OpenLlmException.class, () -> run("claude", "-m", "no/such"));
        assertEquals(ErrorKind.MODEL_NOT_FOUND, failure.info().kind());
        assertEquals(List.of(), server.launchGatewayActions);
    }

    @Test
    void anEditorConfigurationCanOnlyBePrinted() {
        assertThrows(OpenLlmException.class, () -> run("zed"));
        assertEquals(0, run("zed", "--print"));
        assertTrue(stdoutText().contains("\"api_url\" : \"http://127.0.0.1:4141/v1\""), stdoutText());
    }

    @Test
    void printingStartsNothingAndShowsNoToken() {
        run("claude", "--print");
        assertEquals(List.of(), server.launchGatewayActions);
        assertFalse(stdoutText().contains("token-of"), stdoutText());
        assertFalse(stdoutText().contains("canary"), stdoutText());
        assertTrue(stdoutText().contains("env -u ANTHROPIC_BASE_URL -u OPENAI_API_KEY"), stdoutText());
    }

    @Test
    void withoutAToolToolsAndSuitableModelsAreListed() throws Exception {
        install("codex", "");
        run();
        assertTrue(stdoutText().matches("(?s).*codex +Codex CLI +32k +" + home + "/bin/codex\\n.*"), stdoutText());
        assertTrue(stdoutText().contains("no; install with: npm install -g @anthropic-ai/claude-code"), stdoutText());
        assertTrue(stdoutText().matches("(?s).*local/small +128k +all\\n.*"), stdoutText());
    }

    private static ModelInfo model(String id, int contextTokens) {
        String name = id.substring(id.indexOf('/') + 1);
        return new ModelInfo(
                id,
                id.substring(0, id.indexOf('/')),
                name,
                name,
                name,
                new ModelInfo.Limits(contextTokens, 0, 4_000),
                new ModelInfo.Capabilities(true, false, false, false, List.of(), false, true),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
