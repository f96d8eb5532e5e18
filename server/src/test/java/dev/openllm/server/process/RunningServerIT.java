package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.server.process.CommandRun.Outcome;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for the packaged command line in a folder that is open in an editor. Only the server of the editor has a
 * provider and its API key.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class RunningServerIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String EDITOR_KEY = "sk-of-the-editor-4711";
    private static final String FINISH = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    @TempDir
    Path home;

    @TempDir
    Path editorHome;

    private final FakeProvider provider = FakeProvider.start();
    private ServerProcess editor;

    @BeforeEach
    void openTheFolderInAnEditor() throws Exception {
        Files.writeString(
                Files.createDirectories(editorHome.resolve("config/openllm")).resolve("config.yaml"),
                "providers: [{name: editors, dialect: openai-chat, api_base: '%s/v1', models: [small]}]\n"
                        .formatted(provider.uri()));
        Map<String, String> environment = new HashMap<>(Homes.environment(editorHome));
        environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        environment.put("EDITORS_API_KEY", EDITOR_KEY);
        editor = ServerProcess.start(Packaged.ofCurrentBuild().serveCommand(), environment);
        editor.requestAndWait(
                "initialize",
                Wire.JSON.readTree(
                        "{\"clientName\":\"vscode\",\"clientVersion\":\"1\",\"capabilities\":{},\"settings\":{\"folders\":[\""
                                + home.toRealPath() + "\"],\"user\":{\"rpc\":{\"enabled\":true}}}}"));
        editor.requestAndWait("models/list", Wire.JSON.createObjectNode());
    }

    @AfterEach
    void stop() {
        editor.close();
        provider.close();
    }

    @Test
    void theEditorsModelsAreUsedWithItsKeyWhichIsReportedOnRequest() throws Exception {
        provider.always(CHAT, request -> FakeAnswer.sse(textChunk("Grüß dich"), FINISH, "[DONE]"));

        Outcome outcome = run("chat", "-m", "editors/small", "Greet me.");
        Outcome verboseOutcome = run("chat", "-v", "-m", "editors/small", "Greet me.");

        assertEquals("Grüß dich\n", outcome.out());
        assertEquals("", outcome.err());
        assertEquals("Bearer " + EDITOR_KEY, provider.lastRequest().header("Authorization"));
        assertTrue(verboseOutcome.err().startsWith(runningServerMessage()), verboseOutcome.err());
    }

    @Test
    void theEditorsModelsAreListedWithTheirSource() throws Exception {
        Outcome outcome = run("models");

        assertTrue(outcome.out().contains("editors/small"), outcome.out());
        assertEquals(runningServerMessage() + "\n", outcome.err());
        assertTrue(run("providers").out().contains("editors"));
        assertTrue(run().out().contains("editors"));
    }

    @Test
    void theEditorsKeyIsFoundWithoutShowingIt() throws Exception {
        Outcome outcome = run("secrets", "where", "editors");

        assertEquals(0, outcome.exitCode(), outcome.err());
        assertFalse((outcome.out() + outcome.err()).contains(EDITOR_KEY));
        assertEquals("", run("secrets", "env", "editors").out());
    }

    @Test
    void ctrlCClosesTheConnectionToTheProvider() throws Exception {
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("endless")).withStep(new FakeAnswer.Step.Hang()));
        try (CommandRun run = start("chat", "--json", "-m", "editors/small", "Go on.")) {
            assertTrue(run.nextLine().contains("endless"));

            run.interrupt();

            provider.awaitClosed();
            Outcome outcome = run.awaitOutcome();
            assertTrue(outcome.lines().getLast().startsWith("{\"type\":\"error\",\"error\":{\"kind\":\"cancelled\""));
            assertEquals(130, outcome.exitCode());
        }
    }

    @Test
    void closingTheEditorDuringTheResponseIsReportedInOneMessage() throws Exception {
        provider.respondAt(CHAT, FakeAnswer.sse(textChunk("endless")).withStep(new FakeAnswer.Step.Hang()));
        try (CommandRun run = start("chat", "--json", "-m", "editors/small", "Go on.")) {
            assertTrue(run.nextLine().contains("endless"));

            editor.close();

            assertTrue(run.awaitOutcome().lines().getLast().contains("\"kind\":\"network\""));
        }
    }

    @Test
    void theOwnConfigurationIsReadOnRequest() throws Exception {
        Path config = Files.writeString(home.resolve("mine.yaml"), "default_model: echo/echo\n");

        assertFalse(run("models", "--own").out().contains("editors/small"));
        assertFalse(run("models", "--config", config.toString()).out().contains("editors/small"));
    }

    @Test
    void theOwnConfigurationIsReadIfTheEditorHasClosed() throws Exception {
        editor.close();
        editor.awaitExit();

        Outcome outcome = run("models");

        assertFalse(outcome.out().contains("editors/small"));
        assertEquals("", outcome.err());
    }

    private String runningServerMessage() {
        return "Using the server that is already running for this folder (process "
                + editor.process().pid() + ").";
    }

    private static String textChunk(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    private CommandRun start(String... arguments) throws Exception {
        return CommandRun.start(Packaged.ofCurrentBuild().launcher(), home, "", arguments);
    }

    private Outcome run(String... arguments) throws Exception {
        try (CommandRun run = start(arguments)) {
            return run.awaitOutcome();
        }
    }
}
