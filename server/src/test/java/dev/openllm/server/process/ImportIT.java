package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.process.CommandRun.Outcome;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@code open-llm import} in the packaged command. */
@Timeout(TestTimeouts.TEST_SECONDS)
class ImportIT {

    private static final Path EXAMPLES = Path.of("src/test/resources/dev/openllm/server/imports");

    @TempDir
    Path home;

    @Test
    void thePlannedChangesAreShownAndNothingIsWrittenWithoutConsent() throws Exception {
        copy("llm/keys.json", "config/io.datasette.llm/keys.json");
        copy("llm/extra-openai-models.yaml", "config/io.datasette.llm/extra-openai-models.yaml");

        Outcome outcome = run("import");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.out().contains("company"), outcome.out());
        assertTrue(outcome.out().contains("•••0003"), outcome.out());
        assertFalse((outcome.out() + outcome.err()).contains("canary-"), outcome.out() + outcome.err());
        assertTrue(outcome.err().contains("Add --yes"), outcome.err());
        assertFalse(Files.exists(configFile()));
    }

    @Test
    void providersAreWrittenAndKeysStoredAfterConsent() throws Exception {
        copy("llm/keys.json", "config/io.datasette.llm/keys.json");
        copy("llm/extra-openai-models.yaml", "config/io.datasette.llm/extra-openai-models.yaml");
        copy("continue.yaml", ".continue/config.yaml");
        Files.createDirectories(configFile().getParent());
        Files.writeString(configFile(), "# mine\n");

        Outcome outcome = run("import", "--yes");

        assertEquals(0, outcome.exitCode(), outcome.err());
        String configText = Files.readString(configFile());
        assertTrue(configText.startsWith("# mine\n"), configText);
        assertTrue(configText.contains("name: company"), configText);
        assertTrue(configText.contains("api_key_env: OPENAI_API_KEY"), configText);
        assertTrue(configText.contains("company-large: company/llama-4"), configText);
        assertFalse(configText.contains("canary-"), configText);
        String keys = Files.readString(home.resolve("config/openllm/.env"));
        assertTrue(keys.contains("canary-llm-company-0003"));
        assertFalse(keys.contains("canary-llm-weather-0004"));
        assertTrue(run("secrets", "where", "company").out().contains("found"));
        assertTrue(run("config", "show").err().isEmpty(), run("config", "show").err());

        Outcome secondOutcome = run("import", "--yes");
        assertEquals(configText, Files.readString(configFile()), secondOutcome.out());
    }

    @Test
    void keysAreExcludedOnRequest() throws Exception {
        copy("llm/keys.json", "config/io.datasette.llm/keys.json");

        assertEquals(0, run("import", "llm", "--yes", "--no-keys").exitCode());

        assertFalse(Files.exists(home.resolve("config/openllm/.env")));
    }

    @Test
    void aSyntaxErrorIsReportedWithItsLine() throws Exception {
        Path file = Files.writeString(home.resolve("chatLanguageModels.json"), "[\n  {\"name\": \"x\"}\n]\n");

        Outcome outcome = run("import", file.toString());

        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains(file + ":2: 'vendor' is missing from this group."), outcome.err());
    }

    private void copy(String example, String destination) throws Exception {
        Path file = home.resolve(destination);
        Files.createDirectories(file.getParent());
        Files.copy(EXAMPLES.resolve(example), file);
    }

    private Path configFile() {
        return home.resolve("config/openllm/config.yaml");
    }

    private Outcome run(String... arguments) throws Exception {
        try (CommandRun run = CommandRun.start(Packaged.ofCurrentBuild().launcher(), home, "", arguments)) {
            return run.awaitOutcome();
        }
    }
}
