package dev.openllm.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.cli.session.WorkspaceFolders.State;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests for the {@code open-llm trust} command and for the cases in which a command asks whether to trust a folder. */
class TrustCommandTest {

    private static final String HOST = "Provider team: https://llm.example.com/v1";

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void aCommandOnATerminalShowsTheHostsAndAsks() {
        server.folders.addConfigFile(State.UNKNOWN, HOST);

        Shell.Outcome outcome = shell.onTerminal().withStdin("y\n").run("models");

        assertTrue(outcome.err().contains("  " + HOST + "\n"), outcome.err());
        assertTrue(
                outcome.err().contains("Trust this configuration, and use it for commands in /home/me/project? [y/N]"));
        assertEquals(List.of(true), server.folders.trustDecisions);
        assertTrue(outcome.out().contains("local/small"));
    }

    @Test
    void aRefusalIsRememberedButAMissingReplyIsNot() {
        server.folders.addConfigFile(State.UNKNOWN, HOST);

        shell.onTerminal().withStdin("no\n").run("models");
        shell.onTerminal().withStdin("").run("models");

        assertEquals(List.of(false), server.folders.trustDecisions);
    }

    @Test
    void aChangeIsReportedAsAChange() {
        server.folders.addConfigFile(State.CHANGED, HOST);

        assertTrue(shell.onTerminal()
                .withStdin("\n")
                .run("models")
                .err()
                .contains("has changed where your data is sent since you trusted it"));
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"TRUSTED", "DECLINED", "UNREADABLE"})
    void noQuestionIsAskedAboutADecidedOrInvalidFile(State state) {
        server.folders.addConfigFile(state, HOST);

        assertFalse(shell.onTerminal().run("models").err().contains("Trust it"));
    }

    @Test
    void noQuestionIsAskedInAPipeForAnotherFileOrForHelp() {
        server.folders.addConfigFile(State.UNKNOWN, HOST);

        assertEquals("", shell.withStdin("y\n").run("models").err());
        assertEquals("", shell.onTerminal().run("models", "--config", "pom.xml").err());
        assertEquals("", shell.onTerminal().run("models", "--help").err());
        assertEquals("", shell.onTerminal().run("completion", "bash").err());
        assertEquals(List.of(), server.folders.trustDecisions);
    }

    @Test
    void trustAsksOnATerminalAndOtherwiseRequiresYes() {
        server.folders.addConfigFile(State.DECLINED, HOST);

        assertEquals(2, shell.run("trust").exitCode());
        assertEquals(0, shell.run("trust", "--yes").exitCode());
        assertTrue(shell.onTerminal().withStdin("y\n").run("trust").err().contains("Trusted /home/me/project."));

        assertEquals(List.of(true, true), server.folders.trustDecisions);
    }

    @Test
    void trustRequiresAReadableFile() {
        assertEquals(3, shell.run("trust", "--yes").exitCode());

        server.folders.addConfigFile(State.UNREADABLE, "Line 3: A colon is missing.");
        Shell.Outcome outcome = shell.run("trust", "--yes");

        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains("Line 3: A colon is missing."), outcome.err());
        assertEquals(List.of(), server.folders.trustDecisions);
    }

    @Test
    void decisionsAreListedAndRevoked() {
        server.folders.addConfigFile(State.TRUSTED);

        assertTrue(shell.run("trust", "--list").out().contains("/home/me/project  trusted"));
        assertEquals(
                "{\"folder\":\"/home/me/project\",\"state\":\"trusted\",\"decided\":\"2026-05-04T09:30:00Z\"}\n",
                shell.run("trust", "--list", "--json").out());
        assertEquals(0, shell.run("trust", "--revoke").exitCode());
        assertEquals(List.of(Path.of("/home/me/project")), server.folders.forgotten);
        assertEquals(2, shell.run("trust", "--revoke", "--list").exitCode());
    }
}
