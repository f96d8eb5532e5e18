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
@Timeout(TestTimeouts.TEST_SECONDS)
class TrustIT {

    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path home;

    private final FakeProvider userProvider = respondingWith("of the user");
    private final FakeProvider teamProvider = respondingWith("of the team");
    private Path repository;
    private Path configFile;

    @BeforeEach
    void cloneRepository() throws Exception {
        Path userFolder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(
                userFolder.resolve("config.yaml"), "default_model: own/small\n" + providerYaml("own", userProvider));
        repository = Files.createDirectories(home.resolve("work/repository"));
        Files.createDirectories(repository.resolve(".git"));
        Files.createDirectories(repository.resolve("src/main"));
        configFile =
                Files.createDirectories(repository.resolve(".config/openllm")).resolve("config.yaml");
        Files.writeString(configFile, "default_model: team/small\n" + providerYaml("team", teamProvider));
    }

    @AfterEach
    void stop() {
        userProvider.close();
        teamProvider.close();
    }

    @Test
    void anUntrustedFolderIsIgnoredWithOneNotice() throws Exception {
        Outcome outcome = run(repository, "chat", "Hi");

        assertEquals("of the user\n", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("Run `open-llm trust` to use it"), outcome.err());
        assertEquals(List.of(), teamProvider.requests());
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

        Files.writeString(configFile, "# a comment\n" + Files.readString(configFile) + "    display_name: Ours\n");
        assertEquals("of the team\n", run(repository, "chat", "Hi").out());

        Files.writeString(configFile, Files.readString(configFile) + "    headers: {X-Tee: copy}\n");
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
                runInShell(repository, "OPENLLM_TRUST=/nowhere:$PWD \"$@\"", "chat", "Hi")
                        .out());

        Outcome outcome = runInShell(repository, "OPENLLM_TRUST=. \"$@\"", "chat", "Hi");
        assertEquals("of the user\n", outcome.out());
        assertTrue(outcome.err().contains("is not an absolute path"), outcome.err());
    }

    @Test
    void noFileAboveTheRepositoryOrOutsideOneIsUsed() throws Exception {
        Path nestedRepository =
                Files.createDirectories(repository.resolve("vendored/.git")).getParent();
        Path plainFolder = Files.createDirectories(home.resolve("plain/inner"));
        Path parentConfig = Files.createDirectories(home.resolve("plain/.config/openllm"));
        Files.copy(configFile, parentConfig.resolve("config.yaml"));

        assertEquals("", run(nestedRepository, "chat", "Hi").err());
        assertEquals("", run(plainFolder, "chat", "Hi").err());
        assertTrue(run(plainFolder.getParent(), "chat", "Hi").err().contains("not trusted"));
    }

    @Test
    void theHomeFolderIsNotAWorkspace() throws Exception {
        Path homeConfig =
                Files.createDirectories(home.resolve(".config/openllm")).resolve("config.yaml");
        Files.copy(configFile, homeConfig);
        Files.createDirectories(home.resolve(".git"));

        assertEquals("", run(home, "chat", "Hi").err());
        assertEquals("", run(home.resolve("work"), "chat", "Hi").err());
        assertEquals(
                1,
                runInShell(home, "unset XDG_CONFIG_HOME; \"$@\"", "config", "path")
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
        Outcome firstOutcome = runOnTerminal(repository, "y", "chat", "Hi");

        assertTrue(firstOutcome.out().contains("Default model: team/small"), firstOutcome.out());
        assertTrue(firstOutcome.out().contains("Provider team: " + teamProvider.uri() + "/v1"), firstOutcome.out());
        assertTrue(firstOutcome.out().contains("of the team"), firstOutcome.out());

        assertFalse(runOnTerminal(repository, "", "chat", "Hi").out().contains("Trust this configuration"));
        assertEquals("of the team\n", run(repository, "chat", "Hi").out());
    }

    @Test
    void aRefusalIsRememberedUntilTheFileChangesTheDestination() throws Exception {
        Outcome firstOutcome = runOnTerminal(repository, "n", "chat", "Hi");
        assertTrue(
                firstOutcome.out().contains("Trust this configuration")
                        && firstOutcome.out().contains("of the user"),
                firstOutcome.out());

        Outcome secondOutcome = runOnTerminal(repository, "", "chat", "Hi");
        assertFalse(secondOutcome.out().contains("Trust this configuration"), secondOutcome.out());
        assertTrue(secondOutcome.out().contains("not trusted"), secondOutcome.out());

        Files.writeString(configFile, Files.readString(configFile).replace("small", "other"));
        assertTrue(runOnTerminal(repository, "n", "chat", "Hi").out().contains("Trust this configuration"));
    }

    @Test
    void noQuestionIsAskedInAPipe() throws Exception {
        Outcome outcome = runInShell(repository, "echo y | \"$@\"", "chat", "Hi");

        assertEquals("of the user\n", outcome.out());
        assertFalse(outcome.err().contains("Trust this configuration"), outcome.err());
    }

    @Test
    void aNamedFileIsReadWithoutAQuestion() throws Exception {
        Path namedFile = Files.writeString(
                home.resolve("other.yaml"), "default_model: team/small\n" + providerYaml("team", teamProvider));

        Outcome outcome = runOnTerminal(repository, "", "--config", namedFile.toString(), "chat", "Hi");

        assertTrue(outcome.out().contains("of the team"), outcome.out());
        assertFalse(outcome.out().contains("Trust this configuration"), outcome.out());
    }

    @Test
    void theGatewayReportsThatItIgnoresTheFile() throws Exception {
        Outcome outcome =
                runInShell(repository, "\"$@\" & sleep 3; kill $!; wait", "gateway", "--port", "0", "--no-token");

        assertTrue(outcome.err().contains("Run `open-llm trust` to use it"), outcome.err());
    }

    /** Runs a command on a pseudo-terminal, which combines stdout and stderr. */
    private Outcome runOnTerminal(Path folder, String answer, String... arguments) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self")), "script has other options outside Linux");
        String command =
                commandLine(arguments).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String script = "cd '" + folder + "' && echo '" + answer + "' | script -qec \"" + command + "\" /dev/null";
        return awaitOutcome(CommandRun.start(Path.of("/bin/sh"), home, "", "-c", script));
    }

    private Outcome run(Path folder, String... arguments) throws Exception {
        return runInShell(folder, "\"$@\"", arguments);
    }

    private Outcome runInShell(Path folder, String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("-c", "cd '" + folder + "' && " + script, "sh"));
        command.addAll(commandLine(arguments));
        return awaitOutcome(CommandRun.start(Path.of("/bin/sh"), home, "", command.toArray(String[]::new)));
    }

    private static List<String> commandLine(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Packaged.ofCurrentBuild().launcher().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Outcome awaitOutcome(CommandRun run) throws Exception {
        try (run) {
            return run.awaitOutcome();
        }
    }

    private static String providerYaml(String name, FakeProvider fakeProvider) {
        return """
            providers:
              - name: %s
                dialect: openai-chat
                api_base: %s/v1
                models: [small]
            """.formatted(name, fakeProvider.uri());
    }

    private static FakeProvider respondingWith(String text) {
        return FakeProvider.start()
                .always(
                        CHAT,
                        request -> FakeAnswer.sse(
                                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}",
                                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                                "[DONE]"));
    }
}
