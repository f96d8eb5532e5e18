package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openllm.server.process.CommandRun.Outcome;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for the packaged command line in a folder that another person configured: nothing is sent to a destination that
 * only the folder specifies until the user trusts exactly this destination.
 */
@Timeout(TestTimeouts.OF_A_TEST)
class TrustIT {

    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path home;

    private final FakeProvider own = answering("of the user");
    private final FakeProvider teams = answering("of the team");
    private Path repository;
    private Path config;

    @BeforeEach
    void cloneRepository() throws Exception {
        Path user = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(user.resolve("config.yaml"), "default_model: own/small\n" + provider("own", own));
        repository = Files.createDirectories(home.resolve("work/repository"));
        Files.createDirectories(repository.resolve(".git"));
        Files.createDirectories(repository.resolve("src/main"));
        config = Files.createDirectories(repository.resolve(".config/openllm")).resolve("config.yaml");
        Files.writeString(config, "default_model: team/small\n" + provider("team", teams));
    }

    @AfterEach
    void stop() {
        own.close();
        teams.close();
    }

    @Test
    void anUntrustedFolderIsIgnoredWithOneNotice() throws Exception {
        Outcome outcome = run(repository, "chat", "Hi");

        assertEquals("of the user\n", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("Run `open-llm trust` to use it"), outcome.err());
        assertEquals(List.of(), teams.requests());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void aTrustedFolderIsAlsoUsedFromItsSubfolders() throws Exception {
        assertEquals(0, run(repository.resolve("src"), "trust", "--yes").exitCode());

        Outcome outcome = run(repository.resolve("src/main"), "chat", "Hi");

        assertEquals("of the team\n", outcome.out());
        assertEquals("", outcome.err());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve("config/openllm/trust.json"))));
    }

    @Test
    void aKeyThatAnUntrustedFolderCannotStoreIsNotRequested() throws Exception {
        Outcome outcome = run(repository, "secrets", "set", "team", "--workspace", "--store", "dotenv");

        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains("no API key can be stored for it"), outcome.err());
        assertTrue(outcome.err().contains("open-llm trust"), outcome.err());
    }

    @Test
    void trustEndsIfAChangeSendsDataElsewhere() throws Exception {
        run(repository, "trust", "--yes");

        Files.writeString(config, "# a comment\n" + Files.readString(config) + "    display_name: Ours\n");
        assertEquals("of the team\n", run(repository, "chat", "Hi").out());

        Files.writeString(config, Files.readString(config) + "    headers: {X-Tee: copy}\n");
        Outcome outcome = run(repository, "chat", "Hi");

        assertEquals("of the user\n", outcome.out());
        assertTrue(outcome.err().contains("now sends data elsewhere"), outcome.err());
    }

    @Test
    void aFileThatTheUserChangesRemainsTrusted() throws Exception {
        run(repository, "trust", "--yes");

        assertEquals(
                0,
                run(repository, "config", "add", "--workspace", "providers", "openai")
                        .exitCode());

        assertEquals("of the team\n", run(repository, "chat", "Hi").out());
    }

    @Test
    void theEnvironmentNamesTrustedFoldersWithoutATerminal() throws Exception {
        assertEquals(
                "of the team\n",
                shell(repository, "OPENLLM_TRUST=/nowhere:$PWD \"$@\"", "chat", "Hi")
                        .out());

        Outcome relative = shell(repository, "OPENLLM_TRUST=. \"$@\"", "chat", "Hi");
        assertEquals("of the user\n", relative.out());
        assertTrue(relative.err().contains("is not an absolute path"), relative.err());
    }

    @Test
    void noFileAboveTheRepositoryOrOutsideOneIsUsed() throws Exception {
        Path inner =
                Files.createDirectories(repository.resolve("vendored/.git")).getParent();
        Path plain = Files.createDirectories(home.resolve("plain/inner"));
        Path above = Files.createDirectories(home.resolve("plain/.config/openllm"));
        Files.copy(config, above.resolve("config.yaml"));

        assertEquals("", run(inner, "chat", "Hi").err());
        assertEquals("", run(plain, "chat", "Hi").err());
        assertTrue(run(plain.getParent(), "chat", "Hi").err().contains("not trusted"));
    }

    @Test
    void theHomeFolderIsNotAWorkspace() throws Exception {
        Path homes = Files.createDirectories(home.resolve(".config/openllm")).resolve("config.yaml");
        Files.copy(config, homes);
        Files.createDirectories(home.resolve(".git"));

        assertEquals("", run(home, "chat", "Hi").err());
        assertEquals("", run(home.resolve("work"), "chat", "Hi").err());
        assertEquals(
                1,
                shell(home, "unset XDG_CONFIG_HOME; \"$@\"", "config", "path")
                        .lines()
                        .size());
    }

    @Test
    void decisionsAreListedAndRevoked() throws Exception {
        run(repository, "trust", "--yes");
        assertTrue(run(home, "trust", "--list").out().matches("(?s).*/repository +trusted +20.*"));

        assertEquals(0, run(home, "trust", "--revoke", repository.toString()).exitCode());

        assertEquals("of the user\n", run(repository, "chat", "Hi").out());
        assertEquals("", run(home, "trust", "--list").out());
        assertEquals(3, run(home, "trust", "--revoke", repository.toString()).exitCode());
    }

    @Test
    void noTrustIsGrantedWithoutATerminal() throws Exception {
        Outcome outcome = run(repository, "trust");

        assertEquals(2, outcome.exitCode());
        assertEquals("of the user\n", run(repository, "chat", "Hi").out());
    }

    @Test
    void aDamagedListOfDecisionsTrustsNoFolderAndIsReported() throws Exception {
        run(repository, "trust", "--yes");
        Files.writeString(home.resolve("config/openllm/trust.json"), "{\"folders\": [null, ");

        Outcome outcome = run(repository, "chat", "Hi");

        assertEquals("of the user\n", outcome.out());
        assertTrue(outcome.err().contains("trust.json cannot be read"), outcome.err());
    }

    @Test
    void onATerminalTheUserIsAskedOnceAndSeesTheDestination() throws Exception {
        Outcome asked = onTerminal(repository, "y", "chat", "Hi");

        assertTrue(asked.out().contains("Default model: team/small"), asked.out());
        assertTrue(asked.out().contains("Provider team: " + teams.uri() + "/v1"), asked.out());
        assertTrue(asked.out().contains("of the team"), asked.out());

        assertFalse(onTerminal(repository, "", "chat", "Hi").out().contains("Trust this configuration"));
        assertEquals("of the team\n", run(repository, "chat", "Hi").out());
    }

    @Test
    void aRefusalIsRememberedUntilTheFileChangesTheDestination() throws Exception {
        Outcome asked = onTerminal(repository, "n", "chat", "Hi");
        assertTrue(
                asked.out().contains("Trust this configuration") && asked.out().contains("of the user"), asked.out());

        Outcome again = onTerminal(repository, "", "chat", "Hi");
        assertFalse(again.out().contains("Trust this configuration"), again.out());
        assertTrue(again.out().contains("not trusted"), again.out());

        Files.writeString(config, Files.readString(config).replace("small", "other"));
        assertTrue(onTerminal(repository, "n", "chat", "Hi").out().contains("Trust this configuration"));
    }

    @Test
    void noQuestionIsAskedInAPipe() throws Exception {
        Outcome outcome = shell(repository, "echo y | \"$@\"", "chat", "Hi");

        assertEquals("of the user\n", outcome.out());
        assertFalse(outcome.err().contains("Trust this configuration"), outcome.err());
    }

    @Test
    void aNamedFileIsReadWithoutAQuestion() throws Exception {
        Path other =
                Files.writeString(home.resolve("other.yaml"), "default_model: team/small\n" + provider("team", teams));

        Outcome outcome = onTerminal(repository, "", "--config", other.toString(), "chat", "Hi");

        assertTrue(outcome.out().contains("of the team"), outcome.out());
        assertFalse(outcome.out().contains("Trust this configuration"), outcome.out());
    }

    @Test
    void theGatewayReportsThatItIgnoresTheFile() throws Exception {
        Outcome outcome = shell(repository, "\"$@\" & sleep 3; kill $!; wait", "gateway", "--port", "0", "--no-token");

        assertTrue(outcome.err().contains("Run `open-llm trust` to use it"), outcome.err());
    }

    /** Runs a command on a pseudo-terminal, which combines stdout and stderr. */
    private Outcome onTerminal(Path folder, String answer, String... arguments) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self")), "script has other options outside Linux");
        String command =
                commandLine(arguments).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String script = "cd '" + folder + "' && echo '" + answer + "' | script -qec \"" + command + "\" /dev/null";
        return end(CommandRun.start(Path.of("/bin/sh"), home, "", "-c", script));
    }

    private Outcome run(Path folder, String... arguments) throws Exception {
        return shell(folder, "\"$@\"", arguments);
    }

    private Outcome shell(Path folder, String script, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("-c", "cd '" + folder + "' && " + script, "sh"));
        words.addAll(commandLine(arguments));
        return end(CommandRun.start(Path.of("/bin/sh"), home, "", words.toArray(String[]::new)));
    }

    private static List<String> commandLine(String... arguments) {
        List<String> words =
                new ArrayList<>(List.of(Packaged.ofThisBuild().launcher().toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static Outcome end(CommandRun run) throws Exception {
        try (run) {
            return run.end();
        }
    }

    private static String provider(String name, FakeProvider at) {
        return """
            providers:
              - name: %s
                dialect: openai-chat
                api_base: %s/v1
                models: [small]
            """.formatted(name, at.uri());
    }

    private static FakeProvider answering(String text) {
        return FakeProvider.start()
                .always(
                        CHAT,
                        request -> FakeAnswer.sse(
                                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}",
                                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                                "[DONE]"));
    }
}
