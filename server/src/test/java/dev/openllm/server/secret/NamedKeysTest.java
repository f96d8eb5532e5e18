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

    private static final String OPENAI = "https://api.openai.com";

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

    private static SecretQuery usual(String origin) {
        return new SecretQuery("openai", List.of("OPENAI_API_KEY"), origin, false);
    }

    private static SecretQuery second() {
        return usual(OPENAI).withName("second");
    }

    private void store(SecretQuery query, String key, SecretStore store) {
        chain().set(query, new Secret(key), Optional.of(store), SecretScope.USER);
    }

    private Optional<String> found(SecretQuery query) {
        return chain().find(query).map(found -> found.secret().reveal());
    }

    @ParameterizedTest
    @EnumSource(
            value = SecretStore.class,
            names = {"VSCODE", "DOTENV"})
    void aSecondKeyIsStoredInAdditionToTheFirst(SecretStore store) {
        store(usual(OPENAI), "canary-one", store);
        store(second(), "canary-two", store);

        assertEquals(Optional.of("canary-one"), found(usual(OPENAI)));
        assertEquals(Optional.of("canary-two"), found(second()));
        assertEquals(List.of("second"), chain().names(usual(OPENAI)));
    }

    @Test
    void theKeyWithoutANameIsStoredAsBefore() throws Exception {
        store(usual(OPENAI), "canary-one", SecretStore.DOTENV);
        store(usual(OPENAI), "canary-one", SecretStore.VSCODE);

        assertTrue(Files.readString(home.resolve(".env")).contains("OPENAI_API_KEY=canary-one"));
        assertEquals(List.of("openllm.secret.openai"), List.copyOf(storage.entries.keySet()));
        assertFalse(Files.exists(home.resolve("key-names.json")));
    }

    @Test
    void theQueryForANamedKeyIsTheSameFromAnyKey() {
        assertEquals(usual(OPENAI).withName("third"), second().withName("third"));
    }

    @Test
    void namesAreStoredInOrderAndContainNoKeys() throws Exception {
        store(usual(OPENAI).withName("team-b"), "canary-two", SecretStore.DOTENV);
        store(second(), "canary-three", SecretStore.DOTENV);
        store(usual(OPENAI).withName("team-b"), "canary-four", SecretStore.DOTENV);

        assertEquals(List.of("team-b", "second"), chain().names(usual(OPENAI)));
        assertFalse(Files.readString(home.resolve("key-names.json")).contains("canary"));
        assertTrue(Files.readString(home.resolve(".env")).contains("OPENAI_API_KEY_TEAM_B=canary-four"));
    }

    @ParameterizedTest
    @EnumSource(
            value = SecretStore.class,
            names = {"VSCODE", "DOTENV"})
    void eachKeyIsBoundToItsHost(SecretStore store) {
        store(second(), "canary-two", store);

        assertEquals(Optional.empty(), found(usual("https://evil.example").withName("second")));
    }

    @Test
    void approvalOfOneKeyDoesNotApplyToAnother() {
        store(usual(OPENAI), "canary-one", SecretStore.VSCODE);
        store(second(), "canary-two", SecretStore.VSCODE);
        bindings.approve("VS Code secret storage, key of openai", "https://proxy.example");

        assertEquals(Optional.of("canary-one"), found(usual("https://proxy.example")));
        assertEquals(Optional.empty(), found(usual("https://proxy.example").withName("second")));
    }

    @Test
    void anEnvironmentVariableIsAnAdditionalKeyOnlyIfItsNameIsKnown() {
        environment.put("OPENAI_API_KEY_SECOND", "canary-two");
        assertEquals(List.of(), chain().names(usual(OPENAI)));

        store(second(), "canary-stored", SecretStore.DOTENV);
        assertEquals(Optional.of("canary-two"), found(second()));
    }

    @Test
    void deletingAKeyDeletesItsNameAndPreservesTheOthers() {
        store(usual(OPENAI), "canary-one", SecretStore.DOTENV);
        store(second(), "canary-two", SecretStore.DOTENV);
        chain().delete(second(), Optional.empty(), SecretScope.USER);

        assertEquals(List.of(), chain().names(usual(OPENAI)));
        assertEquals(Optional.empty(), found(second()));
        assertEquals(Optional.of("canary-one"), found(usual(OPENAI)));
    }

    @Test
    void aDisabledStoreDoesNotPreserveTheNameOfADeletedKey() {
        store(second(), "canary-two", SecretStore.DOTENV);
        settings.put("secrets.vscode", "false");
        chain().delete(second(), Optional.empty(), SecretScope.USER);

        assertEquals(List.of(), chain().names(usual(OPENAI)));
    }

    @Test
    void aKeyThatRemainsInAnotherStoreKeepsItsName() {
        store(second(), "canary-two", SecretStore.DOTENV);
        store(second(), "canary-two", SecretStore.VSCODE);
        chain().delete(second(), Optional.of(SecretStore.DOTENV), SecretScope.USER);

        assertEquals(List.of("second"), chain().names(usual(OPENAI)));
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
        OpenLlmException refused =
                assertThrows(OpenLlmException.class, () -> usual(OPENAI).withName(name));
        assertEquals(ErrorKind.INVALID_REQUEST, refused.info().kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{\"names\":[]}", "{"})
    void aDamagedListOfNamesAffectsNoKeyAndIsNotOverwritten(String json) throws Exception {
        store(usual(OPENAI), "canary-one", SecretStore.DOTENV);
        Files.writeString(home.resolve("key-names.json"), json);

        assertEquals(Optional.of("canary-one"), found(usual(OPENAI)));
        OpenLlmException refused =
                assertThrows(OpenLlmException.class, () -> store(second(), "canary-two", SecretStore.DOTENV));
        assertEquals(ErrorKind.CONFIG, refused.info().kind());
        assertEquals(json, Files.readString(home.resolve("key-names.json")));
    }
}
