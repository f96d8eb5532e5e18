package dev.openllm.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Tests for the {@code open-llm gateway token} command. */
class GatewayTokenCommandTest {

    private final Shell shell = new Shell(new ScriptedServer());

    @Test
    void anAddedTokenIsTheOnlyOutputOnStdout() {
        Shell.Outcome outcome = shell.run("gateway", "token", "add", "codex");
        assertEquals("token-of-codex\n", outcome.out());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void theListShowsNamesButNoTokens() {
        shell.run("gateway", "token", "add", "codex");
        assertEquals("""
            NAME   CREATED
            codex  2026-05-04T09:30:00Z
            """, shell.run("gateway", "token", "list").out());
        assertEquals(
                "{\"name\":\"codex\",\"created\":\"2026-05-04T09:30:00Z\"}\n",
                shell.run("gateway", "token", "list", "--json").out());
    }

    @Test
    void anEmptyListShowsHowToAddOne() {
        Shell.Outcome outcome = shell.run("gateway", "token", "list");
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains("open-llm gateway token add"), outcome.err());
    }

    @Test
    void aRevokedTokenIsRemoved() {
        shell.run("gateway", "token", "add", "codex");
        assertEquals(
                "Revoked.\n", shell.run("gateway", "token", "revoke", "codex").err());
        assertEquals(2, shell.run("gateway", "token", "revoke", "codex").exitCode());
    }
}
