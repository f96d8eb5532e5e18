package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that an API key that is copied from one store to another remains bound to its host. The keychain is tested
 * separately.
 */
class SecretCopyTest {

    private static final String STORED_ORIGIN = "https://api.openai.com";
    private static final String CURRENT_ORIGIN = "https://proxy.example.com";

    @TempDir
    Path home;

    @TempDir
    Path project;

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final MemoryStorage storage = new MemoryStorage();
    private KeyHostBindings keyHostBindings;

    @BeforeEach
    void open() {
        keyHostBindings = new KeyHostBindings(home);
    }

    @Test
    void aVsCodeKeyIsCopiedToTheDotenvFileWithItsHost() throws IOException {
        store(SecretStore.VSCODE, "value");

        chain().copy(query(CURRENT_ORIGIN), copyParams(SecretStore.VSCODE, SecretStore.DOTENV));

        assertEquals("# for " + STORED_ORIGIN + "\nOPENAI_API_KEY=value\n", Files.readString(home.resolve(".env")));
    }

    @Test
    void aDotenvKeyIsCopiedToVsCodeWithItsHost() {
        store(SecretStore.DOTENV, "value");

        chain().copy(query(CURRENT_ORIGIN), copyParams(SecretStore.DOTENV, SecretStore.VSCODE));
        chain().delete(query(STORED_ORIGIN), Optional.of(SecretStore.DOTENV), SecretScope.USER);

        assertEquals(
                "VS Code secret storage, key of openai",
                chain().find(query(STORED_ORIGIN)).orElseThrow().location().english());
        assertEquals(Optional.empty(), chain().find(query(CURRENT_ORIGIN)));
    }

    @Test
    void theOriginalKeyIsPreserved() {
        store(SecretStore.DOTENV, "value");

        chain().copy(query(STORED_ORIGIN), copyParams(SecretStore.DOTENV, SecretStore.VSCODE));

        assertEquals(
                "value", storedKey(SecretStore.DOTENV).orElseThrow().secret().reveal());
        assertEquals(
                "value", storedKey(SecretStore.VSCODE).orElseThrow().secret().reveal());
    }

    @Test
    void anEnvironmentKeyIsBoundToTheHostInTheUsersConfiguration() {
        environment.put("OPENAI_API_KEY", "value");

        chain().copy(query(STORED_ORIGIN), copyParams(SecretStore.ENVIRONMENT, SecretStore.VSCODE));

        assertEquals(
                Optional.of(STORED_ORIGIN),
                storedKey(SecretStore.VSCODE).orElseThrow().origin());
    }

    @Test
    void aKeyWithoutAHostIsNotBoundToTheHostOfAWorkspace() {
        environment.put("OPENAI_API_KEY", "value");
        SecretQuery redirectedQuery = new SecretQuery("openai", List.of("OPENAI_API_KEY"), CURRENT_ORIGIN, true);

        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> chain().copy(redirectedQuery, copyParams(SecretStore.ENVIRONMENT, SecretStore.DOTENV)));

        assertEquals(ErrorKind.PERMISSION, exception.info().kind());
        assertFalse(Files.exists(home.resolve(".env")));
    }

    @Test
    void theScopesOfBothSidesAreUsed() {
        store(SecretStore.VSCODE, "for-all");
        chain().set(
                        query(STORED_ORIGIN),
                        new Secret("for-here"),
                        Optional.of(SecretStore.VSCODE),
                        SecretScope.WORKSPACE);

        chain().copy(
                        query(STORED_ORIGIN),
                        new CopySecretParams(
                                "openai",
                                SecretStore.VSCODE,
                                Optional.of(SecretScope.WORKSPACE),
                                SecretStore.DOTENV,
                                Optional.of(SecretScope.WORKSPACE)));

        assertEquals(
                "for-here",
                storedKey(SecretStore.DOTENV, SecretScope.WORKSPACE)
                        .orElseThrow()
                        .secret()
                        .reveal());
        assertEquals(Optional.empty(), storedKey(SecretStore.DOTENV, SecretScope.USER));
    }

    @Test
    void aMissingKeyIsReported() {
        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> chain().copy(query(STORED_ORIGIN), copyParams(SecretStore.VSCODE, SecretStore.DOTENV)));

        assertEquals(
                "No API key for openai is stored in the VS Code secret storage.",
                exception.info().message());
    }

    @Test
    void aDisabledStoreIsNeitherReadNorWritten() {
        store(SecretStore.VSCODE, "value");
        settings.put("secrets.dotenv", "false");

        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> chain().copy(query(STORED_ORIGIN), copyParams(SecretStore.VSCODE, SecretStore.DOTENV)));

        assertEquals(
                "The use of the .env files for API keys is turned off.",
                exception.info().message());
        assertEquals(
                Optional.of("Use the secrets.dotenv setting to turn on the store."),
                exception.info().hint());
    }

    @Test
    void aValueThatIsTooLongForAKeyIsNotWritten() {
        environment.put("OPENAI_API_KEY", "x".repeat(20_000));

        assertThrows(
                OpenLlmException.class,
                () -> chain().copy(query(STORED_ORIGIN), copyParams(SecretStore.ENVIRONMENT, SecretStore.DOTENV)));

        assertFalse(Files.exists(home.resolve(".env")));
    }

    @Test
    void aDotenvFileThatWouldBecomeUnreadableIsUnchanged() throws IOException {
        environment.put("OPENAI_API_KEY", "value");
        String fullFile = "#" + "x".repeat((1 << 20) - 10) + "\n";
        Files.writeString(home.resolve(".env"), fullFile);

        assertThrows(
                OpenLlmException.class,
                () -> chain().copy(query(STORED_ORIGIN), copyParams(SecretStore.ENVIRONMENT, SecretStore.DOTENV)));

        assertEquals(fullFile, Files.readString(home.resolve(".env")));
    }

    @Test
    void theEnvironmentCannotBeWritten() {
        store(SecretStore.VSCODE, "value");

        assertThrows(
                OpenLlmException.class,
                () -> chain().copy(query(STORED_ORIGIN), copyParams(SecretStore.VSCODE, SecretStore.ENVIRONMENT)));
    }

    private void store(SecretStore store, String value) {
        chain().set(query(STORED_ORIGIN), new Secret(value), Optional.of(store), SecretScope.USER);
    }

    private Optional<LocatedKey> storedKey(SecretStore store) {
        return storedKey(store, SecretScope.USER);
    }

    private Optional<LocatedKey> storedKey(SecretStore store, SecretScope scope) {
        return sources().stream()
                .filter(source -> source.store() == store)
                .findFirst()
                .flatMap(source -> source.readKey(query(STORED_ORIGIN), Optional.of(scope)));
    }

    private SecretChain chain() {
        return new SecretChain(sources(), () -> settings, keyHostBindings, HostApprovalPrompt.DENY_ALL);
    }

    private List<SecretSource> sources() {
        List<String> folders = List.of(project.toString());
        return List.of(
                new EnvironmentSecrets(environment, keyHostBindings),
                new VsCodeSecrets(storage, () -> folders, keyHostBindings),
                new DotenvSecrets(home, () -> new Workspace(folders, true), keyHostBindings));
    }

    private static CopySecretParams copyParams(SecretStore from, SecretStore to) {
        return new CopySecretParams("openai", from, Optional.empty(), to, Optional.empty());
    }

    private static SecretQuery query(String origin) {
        return new SecretQuery("openai", List.of("OPENAI_API_KEY"), origin, false);
    }
}
