package dev.openllm.server.cli.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult.Outcome;
import dev.openllm.protocol.secret.SecretWhereResult.Tried;
import dev.openllm.server.cli.ScriptedServer;
import dev.openllm.server.cli.Shell;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests for copying, testing, and exporting API keys on the command line. */
class SecretsCommandTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void copyNamesBothStores() {
        Shell.Outcome outcome =
                shell.run("secrets", "copy", "local", "--from", "environment", "--to", "keychain", "--workspace");

        assertEquals(
                new CopySecretParams(
                        "local",
                        SecretStore.ENVIRONMENT,
                        Optional.empty(),
                        SecretStore.KEYCHAIN,
                        Optional.of(SecretScope.WORKSPACE)),
                server.copiedSecrets.getFirst());
        assertEquals("Copied. The API key currently in use is in: the keychain\n", outcome.err());
    }

    @Test
    void copyWithoutAStoreIsAUsageError() {
        assertEquals(
                2, shell.run("secrets", "copy", "local", "--from", "keychain").exitCode());
    }

    @Test
    void testNamesTheModelThatResponded() {
        Shell.Outcome outcome = shell.run("secrets", "test", "local");

        assertEquals("The API key in the keychain works: local/small responded.\n", outcome.out());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void testOfARefusedKeyEndsWithTheProvidersMessage() {
        server.secretRefusal = Optional.of(ErrorInfo.of(ErrorKind.AUTH, "The API key was rejected."));

        Shell.Outcome outcome = shell.run("secrets", "test", "local");

        assertEquals(4, outcome.exitCode());
        assertEquals("open-llm: The API key was rejected.\n", outcome.err());
    }

    @Test
    void testAsksBeforeAKeyIsSentToAnotherHost() {
        keyOfAnotherHost();

        Shell.Outcome outcome = shell.onTerminal().withStdin("y\n").run("secrets", "test", "local");

        assertEquals(
                "Send the API key for local (the keychain, bound to https://old.example.com) to "
                        + "https://new.example.com? [y/N] ",
                outcome.err());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void testSendsNoKeyToAnotherHostWithoutAUserToAsk() {
        keyOfAnotherHost();

        assertEquals(
                "open-llm: It was not sent.\n",
                shell.withStdin("y\n").run("secrets", "test", "local").err());
    }

    @Test
    void deleteReportsWhereAKeyRemains() {
        server.triedSecrets = List.of(triedSecret(SecretStore.DOTENV, Outcome.FOUND, SecretScope.USER));

        assertEquals(
                "Deleted. An API key is still available in: the keychain\n",
                shell.run("secrets", "delete", "local").err());
    }

    @Test
    void deleteReportsThatThereWasNothingToDelete() {
        server.triedSecrets = List.of(
                triedSecret(SecretStore.ENVIRONMENT, Outcome.FOUND, SecretScope.USER),
                triedSecret(SecretStore.VSCODE, Outcome.UNAVAILABLE, SecretScope.USER),
                triedSecret(SecretStore.DOTENV, Outcome.ABSENT, SecretScope.USER));

        assertEquals(
                "No API key to delete was found for local. An API key is available in: the keychain\n",
                shell.run("secrets", "delete", "local").err());
    }

    @Test
    void deleteSearchesOnlyTheNamedStore() {
        server.triedSecrets = List.of(
                triedSecret(SecretStore.KEYCHAIN, Outcome.FOUND, SecretScope.USER),
                triedSecret(SecretStore.DOTENV, Outcome.ABSENT, SecretScope.USER));

        assertTrue(shell.run("secrets", "delete", "local", "--store", "dotenv")
                .err()
                .startsWith("No API key to delete"));
    }

    @Test
    void deleteForAWorkspacePreservesTheUsersKey() {
        server.triedSecrets = List.of(triedSecret(SecretStore.DOTENV, Outcome.FOUND, SecretScope.USER));

        assertTrue(shell.run("secrets", "delete", "local", "--workspace").err().startsWith("No API key to delete"));
    }

    private static Tried triedSecret(SecretStore store, Outcome outcome, SecretScope scope) {
        return new Tried(store, store.name(), outcome, Optional.empty(), Optional.of(scope));
    }

    private void keyOfAnotherHost() {
        server.hostConfirmation = Optional.of(new ConfirmHostParams(
                "local", "the keychain", Optional.of("https://old.example.com"), "https://new.example.com", false));
        server.secretRefusal = Optional.of(ErrorInfo.of(ErrorKind.AUTH, "It was not sent."));
    }

    @Test
    void envPrintsCommandsForAShell() {
        Shell.Outcome outcome = shell.run("secrets", "env", "local", "--shell", "sh");

        assertEquals("export LOCAL_KEY='it'\\''s-a-canary'\n", outcome.out());
    }

    @Test
    void envSupportsPowerShell() {
        Shell.Outcome outcome = shell.run("secrets", "env", "local", "--shell", "powershell");

        assertEquals("$env:LOCAL_KEY = 'it''s-a-canary'\n", outcome.out());
    }

    @Test
    void envShowsNoKeyOnATerminalByDefault() {
        Shell.Outcome outcome = shell.onTerminal().run("secrets", "env", "local");

        assertEquals(2, outcome.exitCode());
        assertFalse((outcome.out() + outcome.err()).contains("canary"), outcome.out());
    }

    @Test
    void envPrintsKeysOnATerminalOnRequest() {
        assertTrue(shell.onTerminal()
                .run("secrets", "env", "local", "--show")
                .out()
                .contains("canary"));
    }
}
