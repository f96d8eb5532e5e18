package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.process.CommandRun.Outcome;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@code open-llm add} in the packaged command, with pipes and with a pseudo-terminal. */
@Timeout(TestTimeouts.TEST_SECONDS)
class AddIT {

    private static final String KEY = "canary-add-4711-0815";
    private static final String MODELS = "{\"object\":\"list\",\"data\":[{\"id\":\"small\"},{\"id\":\"large\"}]}";
    private static final String INVALID_KEY_ERROR =
            "{\"error\":{\"message\":\"Incorrect API key\",\"code\":\"invalid_api_key\"}}";

    @TempDir
    Path home;

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aServerIsAddedWithAKeyFromAPipe() throws Exception {
        serveOpenAiModels("Bearer " + KEY);

        Outcome outcome = run(KEY + "\n", "add", provider.uri() + "/v1", "--name", "work");

        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals("""
            providers:
              - name: work
                dialect: openai-chat
                api_base: %s/v1
            default_model: work/small
            """.formatted(provider.uri()), Files.readString(configFile()));
        assertTrue(outcome.err().contains("It has 2 models."), outcome.err());
        assertFalse((outcome.out() + outcome.err()).contains(KEY));
        Path env = home.resolve("config/openllm/.env");
        assertTrue(outcome.err().contains(env.toString()), outcome.err()); // no keychain is available
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(env)));
        assertTrue(run("", "providers").out().contains("Ready · 2 models · default"));
    }

    @Test
    void aFirstMessageIsSentOnRequest() throws Exception {
        serveOpenAiModels("Bearer " + KEY);
        provider.always(
                "/v1/chat/completions",
                request -> FakeAnswer.sse(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Welcome\"},\"finish_reason\":\"stop\"}]}",
                        "[DONE]"));

        Outcome outcome = run(KEY, "add", provider.uri() + "/v1", "--name", "work", "--message", "Hi");

        assertEquals("Welcome\n", outcome.out());
    }

    @Test
    void nothingIsWrittenIfTheKeyIsRefused() throws Exception {
        serveOpenAiModels("Bearer another");

        Outcome outcome = run(KEY, "add", provider.uri() + "/v1");

        assertEquals(4, outcome.exitCode());
        assertTrue(outcome.err().contains("Nothing was written"), outcome.err());
        assertTrue(outcome.err().contains("--no-check"), outcome.err());
        assertFalse(Files.exists(configFile()));
        assertFalse(Files.exists(home.resolve("config/openllm/.env")));
    }

    @Test
    void nothingIsWrittenIfTheServerDoesNotRespond() throws Exception {
        provider.close();

        Outcome outcome = run("", "add", provider.uri() + "/v1");

        assertEquals(5, outcome.exitCode());
        assertFalse(Files.exists(configFile()));
    }

    @Test
    void aProviderIsAddedWithoutACheckOnRequest() throws Exception {
        provider.close();

        Outcome outcome = run("", "add", provider.uri() + "/v1", "--name", "later", "--no-check", "--model", "small");

        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(Files.readString(configFile()).contains("models: [small]")
                || Files.readString(configFile()).contains("- small"));
    }

    @Test
    void aReferenceToTheEnvironmentIsStoredInsteadOfTheKey() throws Exception {
        serveOpenAiModels("Bearer " + KEY);

        Outcome outcome = runInShell(
                "WORK_KEY=" + KEY + " exec \"$@\"",
                "add",
                provider.uri() + "/v1",
                "--name",
                "work",
                "--key-from-env",
                "WORK_KEY",
                "--json");

        assertEquals(0, outcome.exitCode(), outcome.err());
        JsonNode result = Wire.JSON.readTree(outcome.out());
        assertEquals("work", result.path("provider").asText());
        assertEquals("work/small", result.path("defaultModel").asText());
        assertTrue(Files.readString(configFile()).contains("api_key_env: WORK_KEY"));
        assertFalse(Files.exists(home.resolve("config/openllm/.env")));
    }

    @Test
    void ollamaAndLlamafileAreRecognizedWithoutAQuestion() throws Exception {
        provider.always("/api/tags", request -> FakeAnswer.json("{\"models\":[{\"name\":\"llama3.2:latest\"}]}"));
        assertEquals(0, run("", "add", provider.uri().toString()).exitCode());
        assertTrue(Files.readString(configFile()).contains("name: ollama"), Files.readString(configFile()));

        try (FakeProvider llamafile = FakeProvider.start()) {
            llamafile.always("/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"LLaMA_CPP\"}]}"));
            llamafile.always(
                    "/props", request -> FakeAnswer.json("{\"default_generation_settings\":{\"n_ctx\":8192}}"));
            assertEquals(0, run("", "add", llamafile.uri().toString()).exitCode());
            assertTrue(Files.readString(configFile()).contains("name: llamafile"), Files.readString(configFile()));
        }
    }

    @Test
    void theAnthropicApiIsRecognizedAfterItGotAKey() throws Exception {
        provider.always(
                "/v1/models",
                request -> KEY.equals(request.header("x-api-key"))
                        ? FakeAnswer.json(
                                "{\"data\":[{\"id\":\"claude-sonnet-4-6\",\"type\":\"model\"}],\"has_more\":false}")
                        : FakeAnswer.error(401, INVALID_KEY_ERROR));

        Outcome outcome = run(KEY, "add", provider.uri().toString(), "--name", "claude");

        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(Files.readString(configFile()).contains("preset: anthropic"), Files.readString(configFile()));
    }

    @Test
    void commentsAndTheDefaultModelArePreserved() throws Exception {
        serveOpenAiModels("Bearer " + KEY);
        Files.createDirectories(configFile().getParent());
        Files.writeString(configFile(), "# mine\ndefault_model: echo/echo # stays\n");

        assertEquals(
                0, run(KEY, "add", provider.uri() + "/v1", "--name", "work").exitCode());

        assertTrue(Files.readString(configFile()).startsWith("# mine\ndefault_model: echo/echo # stays\n"));
    }

    @Test
    void theNearestBuiltInProviderIsSuggested() throws Exception {
        Outcome outcome = run("", "add", "opnai");

        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains("Did you mean openai?"), outcome.err());
    }

    @Test
    void aUrlWithAPasswordIsRefused() throws Exception {
        Outcome outcome = run("", "add", "https://me:secret@llm.example.com/v1");

        assertEquals(2, outcome.exitCode());
        assertFalse(outcome.err().contains("secret"), outcome.err());
    }

    @Test
    void theKeyIsRequestedOnATerminalWithoutShowingIt() throws Exception {
        serveOpenAiModels("Bearer " + KEY);

        Outcome outcome = runInTerminal("""
            [["API key for", "wrong\\n"], ["or press Enter to stop", "%s\\n"], ["Send a test message?", "n\\n"]]
            """.formatted(KEY), "add", provider.uri() + "/v1", "--name", "work");

        assertEquals(0, outcome.exitCode(), outcome.out());
        assertFalse(outcome.out().contains(KEY), outcome.out());
        assertTrue(outcome.out().contains("~/config/openllm/config.yaml"), outcome.out());
        assertTrue(Files.readString(configFile()).contains("name: work"));
    }

    @Test
    void keysInTheEnvironmentAreOffered() throws Exception {
        Outcome outcome =
                runScriptInTerminal("OPENAI_API_KEY=" + KEY + " exec \"$@\"", "[[\"or URL:\", \"\\n\"]]", "add");

        assertTrue(outcome.out().contains("openai"), outcome.out());
        assertTrue(outcome.out().contains("OPENAI_API_KEY is set"), outcome.out());
        assertFalse(outcome.out().contains(KEY));
        assertFalse(Files.exists(configFile()));
    }

    @Test
    void tablesFitEightyColumns() throws Exception {
        serveOpenAiModels("Bearer " + KEY);
        run(KEY, "add", provider.uri() + "/v1", "--name", "work");

        for (String[] command : List.of(
                new String[] {"providers"},
                new String[] {"providers", "--all"},
                new String[] {"models"},
                new String[] {"config", "show"},
                new String[] {"config", "keys"},
                new String[] {"usage"},
                new String[] {})) {
            Outcome outcome = runInTerminal("[]", command);
            String text = outcome.out().replaceAll("\u001b\\[[0-9;]*m", "");
            assertTrue(text.lines().allMatch(line -> line.length() <= 80), String.join(" ", command) + "\n" + text);
            assertEquals(0, outcome.exitCode());
        }
    }

    private void serveOpenAiModels(String authorization) {
        provider.always(
                "/v1/models",
                request -> authorization.equals(request.header("authorization"))
                        ? FakeAnswer.json(MODELS)
                        : FakeAnswer.error(401, INVALID_KEY_ERROR));
    }

    private Path configFile() {
        return home.resolve("config/openllm/config.yaml");
    }

    private Outcome run(String stdin, String... arguments) throws Exception {
        try (CommandRun run = CommandRun.start(Packaged.ofCurrentBuild().launcher(), home, stdin, arguments)) {
            return run.awaitOutcome();
        }
    }

    private Outcome runInShell(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("-c", script, "sh", Packaged.ofCurrentBuild().launcher().toString()));
        command.addAll(List.of(arguments));
        try (CommandRun run = CommandRun.start(Path.of("/bin/sh"), home, "", command.toArray(String[]::new))) {
            return run.awaitOutcome();
        }
    }

    private Outcome runInTerminal(String steps, String... arguments) throws Exception {
        return runScriptInTerminal("exec \"$@\"", steps, arguments);
    }

    private Outcome runScriptInTerminal(String script, String steps, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of("src/test/python/terminal.py").toAbsolutePath().toString(),
                "80",
                steps.strip(),
                "/bin/sh",
                "-c",
                script,
                "sh",
                Packaged.ofCurrentBuild().launcher().toString()));
        command.addAll(List.of(arguments));
        Path env = Path.of("/usr/bin/env");
        command.addFirst("python3");
        try (CommandRun run = CommandRun.start(env, home, "", command.toArray(String[]::new))) {
            return run.awaitOutcome();
        }
    }
}
