package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SecretWhereResult.Outcome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which secret store provides an API key for which host, and what the user is asked. */
class SecretChainTest {

    private static final String OPENAI_ORIGIN = "https://api.openai.com";
    private static final String OTHER_ORIGIN = "https://proxy.example.com";

    @TempDir
    Path home;

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final MemoryStorage storage = new MemoryStorage();
    private final AtomicInteger questions = new AtomicInteger();
    private boolean answer;
    private List<String> folders = List.of("/workspace");
    private KeyHostBindings keyHostBindings;

    @BeforeEach
    void open() {
        keyHostBindings = new KeyHostBindings(home);
    }

    @Test
    void theEnvironmentTakesPrecedenceOverVsCode() {
        environment.put("OPENAI_API_KEY", " from-environment\n");
        chain().set(query(OPENAI_ORIGIN), new Secret("from-vscode"), Optional.empty(), SecretScope.USER);

        Lookup.Found found = chain().find(query(OPENAI_ORIGIN)).orElseThrow();

        assertEquals("from-environment", found.secret().reveal());
        assertEquals("environment variable OPENAI_API_KEY", found.location().english());
    }

    @Test
    void theHighestPrecedenceVariableIsUsed() {
        environment.put("OPENAI_KEY", "second");
        assertEquals(
                "second",
                chain().find(query(OPENAI_ORIGIN)).orElseThrow().secret().reveal());
        environment.put("OPENAI_API_KEY", "first");
        assertEquals(
                "first",
                chain().find(query(OPENAI_ORIGIN)).orElseThrow().secret().reveal());
    }

    @Test
    void workspaceScopeTakesPrecedenceOverUserScope() {
        chain().set(query(OPENAI_ORIGIN), new Secret("for-all"), Optional.empty(), SecretScope.USER);
        chain().set(query(OPENAI_ORIGIN), new Secret("for-here"), Optional.empty(), SecretScope.WORKSPACE);

        assertEquals(
                "for-here",
                chain().find(query(OPENAI_ORIGIN)).orElseThrow().secret().reveal());
        folders = List.of("/elsewhere");
        assertEquals(
                "for-all",
                chain().find(query(OPENAI_ORIGIN)).orElseThrow().secret().reveal());
    }

    @Test
    void whereReportsTheScopeOfAKey() {
        chain().set(query(OPENAI_ORIGIN), new Secret("for-all"), Optional.empty(), SecretScope.USER);
        assertEquals(Optional.of(SecretScope.USER), scopeFoundInVsCode());
        chain().set(query(OPENAI_ORIGIN), new Secret("for-here"), Optional.empty(), SecretScope.WORKSPACE);
        assertEquals(Optional.of(SecretScope.WORKSPACE), scopeFoundInVsCode());
    }

    private Optional<SecretScope> scopeFoundInVsCode() {
        return chain().where(query(OPENAI_ORIGIN)).tried().stream()
                .filter(tried -> tried.store() == SecretStore.VSCODE)
                .findFirst()
                .orElseThrow()
                .scope();
    }

    @Test
    void aDeletedKeyIsNotFound() {
        chain().set(query(OPENAI_ORIGIN), new Secret("value"), Optional.empty(), SecretScope.USER);
        chain().delete(query(OPENAI_ORIGIN), Optional.empty(), SecretScope.USER);

        assertEquals(Optional.empty(), chain().find(query(OPENAI_ORIGIN)));
    }

    @Test
    void aDisabledStoreIsNotRead() {
        environment.put("OPENAI_API_KEY", "value");
        settings.put("secrets.environment", "false");

        assertEquals(Optional.empty(), chain().find(query(OPENAI_ORIGIN)));
        assertEquals(
                Outcome.SWITCHED_OFF,
                chain().where(query(OPENAI_ORIGIN)).tried().getFirst().outcome());
    }

    @Test
    void anUnresponsiveStoreIsUnavailableAndTheChainContinues() {
        storage.failing = true;
        SecretSource environmentSecrets = new EnvironmentSecrets(Map.of("OPENAI_API_KEY", "last"), keyHostBindings);
        SecretChain chain = new SecretChain(
                List.of(new VsCodeSecrets(storage, () -> folders, keyHostBindings), environmentSecrets),
                () -> settings,
                keyHostBindings,
                HostApprovalPrompt.DENY_ALL);

        assertEquals(
                "last", chain.find(query(OPENAI_ORIGIN)).orElseThrow().secret().reveal());
        SecretWhereResult.Tried tried =
                chain.where(query(OPENAI_ORIGIN)).tried().getFirst();
        assertEquals(Outcome.UNAVAILABLE, tried.outcome());
        assertEquals(Optional.of("The VS Code secret storage returned an error."), tried.message());
    }

    @Test
    void aKeyIsSentOnlyToTheHostItWasStoredFor() {
        chain().set(query(OPENAI_ORIGIN), new Secret("value"), Optional.empty(), SecretScope.USER);

        assertEquals(Optional.empty(), chain().find(query(OTHER_ORIGIN)));
        SecretWhereResult.Tried tried =
                chain().where(query(OTHER_ORIGIN)).tried().get(1);
        assertEquals(Outcome.OTHER_HOST, tried.outcome());
        assertEquals(Optional.of("The API key is bound to " + OPENAI_ORIGIN + "."), tried.message());
    }

    @Test
    void theUserIsAskedOnceAndTheApprovalIsStored() {
        chain().set(query(OPENAI_ORIGIN), new Secret("value"), Optional.empty(), SecretScope.USER);
        answer = true;

        assertEquals(
                "value",
                chain().find(query(OTHER_ORIGIN)).orElseThrow().secret().reveal());
        assertEquals(
                "value",
                chain().find(query(OTHER_ORIGIN)).orElseThrow().secret().reveal());
        assertEquals(1, questions.get());
        keyHostBindings = new KeyHostBindings(home);
        answer = false;
        assertTrue(chain().find(query(OTHER_ORIGIN)).isPresent());
    }

    @Test
    void theUserHasToDenyOnlyOnce() {
        chain().set(query(OPENAI_ORIGIN), new Secret("value"), Optional.empty(), SecretScope.USER);
        SecretChain chain = chain();

        assertTrue(chain.find(query(OTHER_ORIGIN)).isEmpty());
        assertTrue(chain.find(query(OTHER_ORIGIN)).isEmpty());
        assertEquals(1, questions.get());
    }

    @Test
    void afterADenialTheUserCanBeAskedAgain() {
        chain().set(query(OPENAI_ORIGIN), new Secret("value"), Optional.empty(), SecretScope.USER);
        SecretChain chain = chain();
        chain.find(query(OTHER_ORIGIN));
        answer = true;

        assertTrue(chain.find(query(OTHER_ORIGIN)).isEmpty());
        chain.clearDenial(query(OPENAI_ORIGIN));
        assertTrue(chain.find(query(OTHER_ORIGIN)).isEmpty());
        chain.clearDenial(query(OTHER_ORIGIN));
        assertEquals(
                "value", chain.find(query(OTHER_ORIGIN)).orElseThrow().secret().reveal());
    }

    @Test
    void aWorkspaceKeyForAnotherHostDoesNotHideTheUsersKey() {
        chain().set(query(OPENAI_ORIGIN), new Secret("for-all"), Optional.empty(), SecretScope.USER);
        chain().set(query(OTHER_ORIGIN), new Secret("for-here"), Optional.empty(), SecretScope.WORKSPACE);

        assertEquals(
                "for-all",
                chain().find(query(OPENAI_ORIGIN)).orElseThrow().secret().reveal());
        assertEquals(0, questions.get());
    }

    @Test
    void anApprovalAppliesToOneKeyAndOneHost() {
        chain().set(query(OPENAI_ORIGIN), new Secret("value"), Optional.empty(), SecretScope.USER);
        chain().set(query("second", OPENAI_ORIGIN), new Secret("second"), Optional.empty(), SecretScope.USER);
        answer = true;
        chain().find(query(OTHER_ORIGIN));
        answer = false;

        assertTrue(chain().find(query("second", OTHER_ORIGIN)).isEmpty());
        assertTrue(chain().find(query("https://third.example.com")).isEmpty());
    }

    @Test
    void anEnvironmentKeyIsNotSentToAWorkspaceHostWithoutApproval() {
        environment.put("OPENAI_API_KEY", "value");
        SecretQuery redirectedQuery = new SecretQuery("openai", List.of("OPENAI_API_KEY"), OTHER_ORIGIN, true);

        assertTrue(chain().find(redirectedQuery).isEmpty());
        assertEquals(1, questions.get());
    }

    @Test
    void locatingAKeyAsksNoQuestion() {
        chain().set(query(OPENAI_ORIGIN), new Secret("value"), Optional.empty(), SecretScope.USER);
        chain().where(query(OTHER_ORIGIN));

        assertEquals(0, questions.get());
    }

    @Test
    void noReplyOfWhereContainsTheKey() {
        environment.put("OPENAI_API_KEY", "canary-environment");
        chain().set(query(OPENAI_ORIGIN), new Secret("canary-vscode"), Optional.empty(), SecretScope.USER);

        assertFalse(chain().where(query(OPENAI_ORIGIN)).toString().contains("canary"));
    }

    @Test
    void theEnvironmentCannotBeWritten() {
        assertThrows(
                OpenLlmException.class,
                () -> chain().set(
                                query(OPENAI_ORIGIN),
                                new Secret("value"),
                                Optional.of(SecretStore.ENVIRONMENT),
                                SecretScope.USER));
    }

    @Test
    void aStoreThatCannotDeleteDoesNotStopOthers() {
        DotenvSecrets dotenv = new DotenvSecrets(home, () -> new Workspace(List.of(), true), keyHostBindings);
        dotenv.set(query(OPENAI_ORIGIN), new Secret("value"), SecretScope.USER);
        storage.failing = true;
        SecretChain chain = new SecretChain(
                List.of(new VsCodeSecrets(storage, () -> folders, keyHostBindings), dotenv),
                () -> settings,
                keyHostBindings,
                (query, other) -> false);

        assertThrows(
                OpenLlmException.class, () -> chain.delete(query(OPENAI_ORIGIN), Optional.empty(), SecretScope.USER));
        assertTrue(dotenv.readKey(query(OPENAI_ORIGIN), Optional.empty()).isEmpty());
    }

    private SecretChain chain() {
        return new SecretChain(
                List.of(
                        new EnvironmentSecrets(environment, keyHostBindings),
                        new VsCodeSecrets(storage, () -> folders, keyHostBindings)),
                () -> settings,
                keyHostBindings,
                (query, other) -> {
                    questions.incrementAndGet();
                    return answer;
                });
    }

    private static SecretQuery query(String origin) {
        return query("openai", origin);
    }

    private static SecretQuery query(String provider, String origin) {
        return new SecretQuery(provider, List.of("OPENAI_API_KEY", "OPENAI_KEY"), origin, false);
    }
}
