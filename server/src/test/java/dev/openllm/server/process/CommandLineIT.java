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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the packaged command line with servers that simulate an OpenAI-compatible provider and Ollama. */
@Timeout(TestTimeouts.TEST_SECONDS)
class CommandLineIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String FINISH = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE =
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}}";

    @TempDir
    Path home;

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void theCommandRunsFromAnyFolderThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(
                home.resolve("ask"), Packaged.ofCurrentBuild().launcher());

        Outcome outcome = awaitOutcome(CommandRun.start(link, home, "", "chat", "-m", "echo/echo", "Hello there"));
        Files.delete(link);

        assertEquals("Hello there\n", outcome.out());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void theMissingConfigurationIsNamedInsteadOfEchoingThePrompt() throws Exception {
        assertError(run("chat", "Hello there"), 3, "open-llm add");
    }

    @Test
    void aDefaultProviderThatIsNotReadyIsReportedInsteadOfEchoing() throws Exception {
        assertEquals(0, run("config", "add", "providers", "openai").exitCode());

        assertError(run("chat", "Hello there"), 3, "openai: ");
    }

    @Test
    void anUnusableProviderIsReportedWhenItIsAdded() throws Exception {
        Outcome outcome = run("config", "add", "providers", "opnai");

        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.err().contains("No base URL is specified for provider opnai."), outcome.err());
    }

    @Test
    void anUnsetSettingIsNotShownAsAnEmptyTable() throws Exception {
        Outcome outcome = run("config", "show", "nope");

        assertEquals(1, outcome.exitCode());
        assertEquals(
                "Nothing sets nope. To see all settings and their defaults: open-llm config keys\n", outcome.err());
        assertEquals("", outcome.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"$@\" >/dev/full", "\"$@\" >&-", "\"$@\" <&- >&-", "\"$@\" --json >/dev/full"})
    void theCommandFailsIfItsOutputIsLost(String script) throws Exception {
        for (List<String> command :
                List.of(List.of("chat", "-m", "echo/echo", "Hello"), List.of("models"), List.of("config", "path"))) {
            Outcome outcome = runRedirected(script, command.toArray(String[]::new));

            assertEquals(7, outcome.exitCode(), command + outcome.err());
            assertTrue(outcome.err().contains("writing to stdout failed"), outcome.err());
        }
    }

    @Test
    void aReaderThatClosesAPipeIsNotAnError() throws Exception {
        // The reader reads the first line and then closes the pipe while the command continues to write.
        String script = "{ \"$@\"; echo $? >status; } | { read -r line; exec <&-; echo \"$line\"; }";
        configure("openai-chat", "/v1");
        FakeAnswer stream = FakeAnswer.sse(textChunk("first\\n"));
        for (int i = 0; i < 50; i++) {
            stream = stream.withStep(new FakeAnswer.Step.Delay(Duration.ofMillis(100)))
                    .send("data: " + textChunk("more ") + "\n\n");
        }
        provider.respondAt(CHAT, stream.withStep(new FakeAnswer.Step.Hang()));

        Outcome outcome = runRedirected(script, "chat", "-m", "local/small", "Go on.");

        provider.awaitClosed();
        assertEquals("first\n", outcome.out());
        assertEquals("", outcome.err());
        assertEquals("0", Files.readString(home.resolve("status")).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"$@\" </dev/zero",
                "\"$@\" -i </dev/zero",
                "printf 'a\\377' | \"$@\"",
                "\"$@\" Hello </dev/zero"
            })
    void binaryDataOnStdinIsRefused(String script) throws Exception {
        assertError(runRedirected(script, "chat", "-m", "echo/echo"), 1, "UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes | \"$@\"", "tr '\\0' a </dev/zero | \"$@\" -i"})
    void endlessTextOnStdinIsRefused(String script) throws Exception {
        assertError(runRedirected(script, "chat", "-m", "echo/echo"), 1, "exceeds 32 MB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"$@\" 0>/dev/null", "\"$@\" </tmp", "\"$@\" </dev/null", "\"$@\" 2>&-", "\"$@\" 2>/dev/full"})
    void aStreamThatIsNotNeededCanBeClosed(String script) throws Exception {
        Outcome outcome = runRedirected(script, "chat", "-m", "echo/echo", "Hello");

        assertEquals("Hello\n", outcome.out());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void withoutTheLauncherAClosedStdinIsNotReplacedByProgramCode() throws Exception {
        Path java = Packaged.ofCurrentBuild().launcher().resolveSibling("runtime/bin/java");
        Path jar = Packaged.ofCurrentBuild().launcher().resolveSibling("open-llm.jar");

        Outcome outcome = awaitOutcome(CommandRun.start(
                Path.of("/bin/sh"), home, "", "-c", "'" + java + "' -jar '" + jar + "' chat -m echo/echo Hello <&-"));

        assertEquals("Hello\n", outcome.out());
    }

    @Test
    void aDeviceAsAFileIsRefused() throws Exception {
        assertError(run("chat", "-m", "echo/echo", "--image", "/dev/zero", "Hi"), 2, "exceeds 32 MB");
    }

    @Test
    void otherListItemsArePreservedAndABackupIsSaved() throws Exception {
        Path config = Files.createDirectories(home.resolve("config/openllm")).resolve("config.yaml");
        String original = "providers:\n  - name: work # mine\n    api_base: http://localhost:1/v1\n  - groq\n";
        Files.writeString(config, original);

        assertError(run("config", "set", "providers", "anthropic"), 2, "would remove providers.work");
        assertEquals(original, Files.readString(config));

        assertEquals(0, run("config", "add", "providers", "anthropic").exitCode());
        assertEquals(original + "  - anthropic\n", Files.readString(config));
        assertEquals(0, run("config", "remove", "providers", "anthropic").exitCode());
        assertEquals(original, Files.readString(config));

        Outcome outcome = run("config", "set", "--yes", "providers", "anthropic");
        assertEquals(0, outcome.exitCode(), outcome.err());
        Path backup = Path.of(outcome.err().strip().replaceFirst(".*Backup: ", ""));
        assertEquals(original, Files.readString(backup));
    }

    @Test
    void eventsAndFinallyTheResultArePrintedAsJsonLines() throws Exception {
        configure("openai-chat", "/v1");
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("Grüß "), textChunk("dich"), FINISH, USAGE, "[DONE]"));

        Outcome outcome = run("chat", "--json", "-m", "local/small", "Greet me.");

        assertEquals("{\"type\":\"text\",\"text\":\"Grüß \"}", outcome.lines().getFirst());
        JsonNode result = Wire.JSON.readTree(outcome.lines().getLast());
        assertEquals("result", result.path("type").asText());
        assertEquals("stop", result.path("finishReason").asText());
        assertEquals(9, result.path("usage").path("inputTokens").asInt());
        assertEquals(2, result.path("usage").path("outputTokens").asInt());
    }

    @Test
    void theOllamaApiIsUsedForOllama() throws Exception {
        configure("ollama-chat", "");
        provider.respondAt(
                "/api/chat",
                FakeAnswer.ndjson(
                        "{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}",
                        "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}"));

        assertEquals("Hi\n", run("chat", "-m", "local/small", "Greet me.").out());
    }

    @Test
    void aMessageIsReadFromAPipe() throws Exception {
        Outcome outcome = awaitOutcome(
                CommandRun.start(Packaged.ofCurrentBuild().launcher(), home, "From a pipe", "chat", "-m", "echo/echo"));

        assertEquals("From a pipe\n", outcome.out());
    }

    @Test
    void nothingIsReadFromAClosedStdin() throws Exception {
        Outcome outcome = runRedirected("\"$@\" <&-", "chat", "-m", "echo/echo", "Hello");

        assertEquals("Hello\n", outcome.out());
    }

    @Test
    void aThousandChunksArePrintedCompletelyAndInOrder() throws Exception {
        configure("openai-chat", "/v1");
        StringBuilder expected = new StringBuilder();
        String[] events = new String[1001];
        for (int i = 0; i < 1000; i++) {
            events[i] = textChunk(i + "€ ");
            expected.append(i).append("€ ");
        }
        events[1000] = FINISH;
        provider.respondAt(CHAT, FakeAnswer.sse(events));

        assertEquals(expected + "\n", run("chat", "-m", "local/small", "Count.").out());
    }

    @Test
    void ctrlCClosesTheConnectionToTheProviderAndEndsWithAnError() throws Exception {
        configure("openai-chat", "/v1");
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("endless")).withStep(new FakeAnswer.Step.Hang()));
        try (CommandRun run = start("chat", "--json", "-m", "local/small", "Go on.")) {
            assertTrue(run.nextLine().contains("endless"));

            run.interrupt();

            provider.awaitClosed();
            Outcome outcome = run.awaitOutcome();
            assertTrue(outcome.lines().getLast().startsWith("{\"type\":\"error\",\"error\":{\"kind\":\"cancelled\""));
            assertEquals(130, outcome.exitCode());
        }
    }

    @Test
    void aMalformedFileIsReportedWithItsLineAndNotChanged() throws Exception {
        Path config = Files.createDirectories(home.resolve("config/openllm")).resolve("config.yaml");
        String text = "# mine\nproviders:\n  - name: local\n   models: [\n";
        Files.writeString(config, text);

        Outcome outcome = run("chat", "Hello");

        assertError(outcome, 3, "config.yaml:4");
        assertEquals(text, Files.readString(config));
    }

    @Test
    void anUnknownProviderIsReported() throws Exception {
        assertError(run("chat", "-m", "nobody/any", "Hello"), 3, "nobody");
    }

    @Test
    void anUnreachableServerIsReported() throws Exception {
        configure("openai-chat", "/v1");
        provider.close();

        assertError(run("chat", "-m", "local/small", "Hello"), 5, provider.uri().getAuthority());
    }

    @Test
    void aMissingKeyIsReportedWithTheWayToSetIt() throws Exception {
        assertError(run("chat", "-m", "openai/gpt-5-mini", "Hello"), 4, "OPENAI_API_KEY");
    }

    @Test
    void anUnknownModelIsReported() throws Exception {
        configure("openai-chat", "/v1");
        provider.respondAt(
                CHAT,
                FakeAnswer.error(404, "{\"error\":{\"message\":\"no model large\",\"code\":\"model_not_found\"}}"));

        assertError(run("chat", "-m", "local/large", "Hello"), 3, "large");
    }

    @Test
    void theCommandThatEnablesABuiltInProviderIsNamed() throws Exception {
        for (List<String> command : List.of(
                List.of("secrets", "test", "openai"), List.of("models", "openai"), List.of("doctor", "openai"))) {
            Outcome outcome = run(command.toArray(String[]::new));
            assertEquals(3, outcome.exitCode(), outcome.err());
            assertTrue(outcome.err().contains("Provider openai is not active."), outcome.err());
            assertTrue(outcome.err().contains("open-llm add openai"), outcome.err());
        }
    }

    @Test
    void anUnusableDefaultModelIsReportedWhenItIsSet() throws Exception {
        assertTrue(
                run("config", "set", "default_model", "nowhere/m").err().contains("Provider nowhere does not exist."));
        assertTrue(run("config", "set", "default_model", "openai/gpt-5").err().contains("open-llm add openai"));
    }

    @Test
    void aWebPageInsteadOfAResponseIsReported() throws Exception {
        configure("openai-chat", "/v1");
        provider.respondAt(CHAT, FakeAnswer.of(200, "text/html", "<html><body>Welcome</body></html>"));

        assertError(run("chat", "-m", "local/small", "Hello"), 1, "web page");
    }

    @Test
    void anEmptyResponseIsReported() throws Exception {
        configure("openai-chat", "/v1");
        provider.always(CHAT, request -> FakeAnswer.of(200, "text/event-stream", ""));

        assertError(run("chat", "-m", "local/small", "Hello"), 1, "empty response");
    }

    @Test
    void aFileIsChangedWithoutAffectingItsOtherContent() throws Exception {
        Path config = Files.createDirectories(home.resolve("config/openllm")).resolve("config.yaml");
        Files.writeString(config, "# mine\ndefault_model: echo/echo # for now\n");

        Outcome outcome = run("config", "set", "default_model", "local/small");

        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals("# mine\ndefault_model: local/small # for now\n", Files.readString(config));
        assertTrue(run("config", "show").out().contains("default_model"));
        assertTrue(run("config", "path").lines().contains(config.toString()));
    }

    /**
     * Verifies that stderr contains one message, optionally followed by a hint, but no stack trace, and that stdout is
     * empty.
     */
    private static void assertError(Outcome outcome, int exitCode, String expectedText) {
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith("open-llm: "), outcome.err());
        assertTrue(outcome.err().contains(expectedText), outcome.err());
        assertFalse(outcome.err().contains("Exception"), outcome.err());
        assertTrue(outcome.err().lines().count() <= 4, outcome.err());
        assertEquals(exitCode, outcome.exitCode());
    }

    private void configure(String dialect, String path) throws Exception {
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(folder.resolve("config.yaml"), """
            providers:
              - name: local
                dialect: %s
                api_base: %s%s
                models: [small]
            """.formatted(dialect, provider.uri(), path));
    }

    private static String textChunk(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    private CommandRun start(String... arguments) throws Exception {
        return CommandRun.start(Packaged.ofCurrentBuild().launcher(), home, "", arguments);
    }

    /** Runs the command with standard streams that a shell redirects. */
    private Outcome runRedirected(String script, String... arguments) throws Exception {
        List<String> shellArguments = new ArrayList<>(
                List.of("-c", script, "sh", Packaged.ofCurrentBuild().launcher().toString()));
        shellArguments.addAll(List.of(arguments));
        return awaitOutcome(CommandRun.start(Path.of("/bin/sh"), home, "", shellArguments.toArray(String[]::new)));
    }

    private Outcome run(String... arguments) throws Exception {
        return awaitOutcome(start(arguments));
    }

    private static Outcome awaitOutcome(CommandRun run) throws Exception {
        try (run) {
            return run.awaitOutcome();
        }
    }
}
