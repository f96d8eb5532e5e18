package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for several named API keys of one provider. */
class NamedKeysTest {

    private static final String OPENAI_ORIGIN = "https://api.openai.com";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final MemoryStorage storage = new MemoryStorage();
    private KeyHostBindings bindings;

    @BeforeEach
    void open() {
        bindings = new KeyHostBindings(home);
    }

    private SecretChain chain() {
        return new SecretChain(
                List.of(
                        new EnvironmentSecrets(environment, bindings),
                        new VsCodeSecrets(storage, List::of, bindings),
                        new DotenvSecrets(home, () -> new Workspace(List.of(), false), bindings)),
                () -> settings,
                bindings,
                HostApprovalPrompt.DENY_ALL,
                KeyNames.ofFolder(home));
    }

    private static SecretQuery defaultQuery(String origin) {
        return new SecretQuery("openai", List.of("OPENAI_API_KEY"), origin, false);
    }

    private static SecretQuery secondQuery() {
        return defaultQuery(OPENAI_ORIGIN).withName("second");
    }

    private void store(SecretQuery query, String key, SecretStore store) {
        chain().set(query, new Secret(key), Optional.of(store), SecretScope.USER);
    }

    private Optional<String> findKey(SecretQuery query) {
        return chain().find(query).map(found -> found.secret().reveal());
    }

    @ParameterizedTest
    @EnumSource(
            value = SecretStore.class,
            names = {"VSCODE", "DOTENV"})
    void aSecondKeyIsStoredInAdditionToTheFirst(SecretStore store) {
        store(defaultQuery(OPENAI_ORIGIN), "canary-one", store);
        store(secondQuery(), "canary-two", store);

        assertEquals(Optional.of("canary-one"), findKey(defaultQuery(OPENAI_ORIGIN)));
        assertEquals(Optional.of("canary-two"), findKey(secondQuery()));
        assertEquals(List.of("second"), chain().names(defaultQuery(OPENAI_ORIGIN)));
    }

    @Test
    void theKeyWithoutANameIsStoredAsBefore() throws Exception {
        store(defaultQuery(OPENAI_ORIGIN), "canary-one", SecretStore.DOTENV);
        store(defaultQuery(OPENAI_ORIGIN), "canary-one", SecretStore.VSCODE);

        assertTrue(Files.readString(home.resolve(".env")).contains("OPENAI_API_KEY=canary-one"));
        assertEquals(List.of("openllm.secret.openai"), List.copyOf(storage.entries.keySet()));
        assertFalse(Files.exists(home.resolve("key-names.json")));
    }

    @Test
    void theQueryForANamedKeyIsTheSameFromAnyKey() {
        assertEquals(
                defaultQuery(OPENAI_ORIGIN).withName("third"), secondQuery().withName("third"));
    }

    @Test
    void namesAreStoredInOrderAndContainNoKeys() throws Exception {
        store(defaultQuery(OPENAI_ORIGIN).withName("team-b"), "canary-two", SecretStore.DOTENV);
        store(secondQuery(), "canary-three", SecretStore.DOTENV);
        store(defaultQuery(OPENAI_ORIGIN).withName("team-b"), "canary-four", SecretStore.DOTENV);

        assertEquals(List.of("team-b", "second"), chain().names(defaultQuery(OPENAI_ORIGIN)));
        assertFalse(Files.readString(home.resolve("key-names.json")).contains("canary"));
        assertTrue(Files.readString(home.resolve(".env")).contains("OPENAI_API_KEY_TEAM_B=canary-four"));
    }

    @ParameterizedTest
    @EnumSource(
            value = SecretStore.class,
            names = {"VSCODE", "DOTENV"})
    void eachKeyIsBoundToItsHost(SecretStore store) {
        store(secondQuery(), "canary-two", store);

        assertEquals(
                Optional.empty(), findKey(defaultQuery("https://evil.example").withName("second")));
    }

    @Test
    void approvalOfOneKeyDoesNotApplyToAnother() {
        store(defaultQuery(OPENAI_ORIGIN), "canary-one", SecretStore.VSCODE);
        store(secondQuery(), "canary-two", SecretStore.VSCODE);
        bindings.approve("VS Code secret storage, key of openai", "https://proxy.example");

        assertEquals(Optional.of("canary-one"), findKey(defaultQuery("https://proxy.example")));
        assertEquals(
                Optional.empty(), findKey(defaultQuery("https://proxy.example").withName("second")));
    }

    @Test
    void anEnvironmentVariableIsAnAdditionalKeyOnlyIfItsNameIsKnown() {
        environment.put("OPENAI_API_KEY_SECOND", "canary-two");
        assertEquals(List.of(), chain().names(defaultQuery(OPENAI_ORIGIN)));

        store(secondQuery(), "canary-stored", SecretStore.DOTENV);
        assertEquals(Optional.of("canary-two"), findKey(secondQuery()));
    }

    @Test
    void deletingAKeyDeletesItsNameAndPreservesTheOthers() {
        store(defaultQuery(OPENAI_ORIGIN), "canary-one", SecretStore.DOTENV);
        store(secondQuery(), "canary-two", SecretStore.DOTENV);
        chain().delete(secondQuery(), Optional.empty(), SecretScope.USER);

        assertEquals(List.of(), chain().names(defaultQuery(OPENAI_ORIGIN)));
        assertEquals(Optional.empty(), findKey(secondQuery()));
        assertEquals(Optional.of("canary-one"), findKey(defaultQuery(OPENAI_ORIGIN)));
    }

    @Test
    void aDisabledStoreDoesNotPreserveTheNameOfADeletedKey() {
        store(secondQuery(), "canary-two", SecretStore.DOTENV);
        settings.put("secrets.vscode", "false");
        chain().delete(secondQuery(), Optional.empty(), SecretScope.USER);

        assertEquals(List.of(), chain().names(defaultQuery(OPENAI_ORIGIN)));
    }

    @Test
    void aKeyThatRemainsInAnotherStoreKeepsItsName() {
        store(secondQuery(), "canary-two", SecretStore.DOTENV);
        store(secondQuery(), "canary-two", SecretStore.VSCODE);
        chain().delete(secondQuery(), Optional.of(SecretStore.DOTENV), SecretScope.USER);

        assertEquals(List.of("second"), chain().names(defaultQuery(OPENAI_ORIGIN)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Second",
                "a_b",
                "a/b",
                "-a",
                "a-",
                "a--b",
                "ä",
                "a b",
                "a\nb",
                "a=b",
                "abcdefghijklmnopqrstuvwxyzabcdefg"
            })
    void invalidNamesAreRefused(String name) {
        OpenLlmException exception = assertThrows(
                OpenLlmException.class, () -> defaultQuery(OPENAI_ORIGIN).withName(name));
        assertEquals(ErrorKind.INVALID_REQUEST, exception.info().kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{\"names\":[]}", "{"})
    void aDamagedListOfNamesAffectsNoKeyAndIsNotOverwritten(String json) throws Exception {
        store(defaultQuery(OPENAI_ORIGIN), "canary-one", SecretStore.DOTENV);
        Files.writeString(home.resolve("key-names.json"), json);

        assertEquals(Optional.of("canary-one"), findKey(defaultQuery(OPENAI_ORIGIN)));
        OpenLlmException exception =
                assertThrows(OpenLlmException.class, () -> store(secondQuery(), "canary-two", SecretStore.DOTENV));
        assertEquals(ErrorKind.CONFIG, exception.info().kind());
        assertEquals(json, Files.readString(home.resolve("key-names.json")));
    }
}
