package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.HandOverSecretsResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that API keys reach the user through the client's own storage and that no message contains them. */
class ExportedKeysTest {

    @TempDir
    Path home;

    private final MemoryStorage storage = new MemoryStorage();

    @Test
    void theStorageEntryContainsTheKeysByVariable() throws Exception {
        HandOverSecretsResult result = exportedKeys(storage).put(List.of(query("openai", "OPENAI_API_KEY")));

        assertEquals(Optional.of("{\"OPENAI_API_KEY\":\"canary-1\"}"), storage.get(result.entry()));
    }

    @Test
    void theReplyListsTheVariablesAndContainsNoKey() {
        HandOverSecretsResult result = exportedKeys(storage).put(List.of(query("openai", "OPENAI_API_KEY")));

        assertEquals("OPENAI_API_KEY", result.variables().getFirst().name());
        assertEquals(
                "environment variable OPENAI_API_KEY",
                result.variables().getFirst().place());
        assertFalse(result.toString().contains("canary"));
    }

    @Test
    void ifOneKeyIsMissingNoneIsExported() {
        List<SecretQuery> queries = List.of(query("openai", "OPENAI_API_KEY"), query("work", "WORK_KEY"));

        OpenLlmException exception =
                assertThrows(OpenLlmException.class, () -> exportedKeys(storage).put(queries));

        assertEquals("No API key is stored for work.", exception.info().message());
        assertEquals(0, storage.entries.size());
    }

    @Test
    void aClientWithoutASecretStorageGetsNoKeys() {
        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> exportedKeys(ClientStorage.NONE).put(List.of(query("openai", "OPENAI_API_KEY"))));

        assertEquals(ErrorKind.INVALID_REQUEST, exception.info().kind());
    }

    private ExportedKeys exportedKeys(ClientStorage target) {
        KeyHostBindings keyHostBindings = new KeyHostBindings(home);
        Secrets secrets = new SecretChain(
                List.of(new EnvironmentSecrets(Map.of("OPENAI_API_KEY", "canary-1"), keyHostBindings)),
                Map::of,
                keyHostBindings,
                HostApprovalPrompt.DENY_ALL);
        return new ExportedKeys(secrets, target);
    }

    private static SecretQuery query(String provider, String variable) {
        return new SecretQuery(provider, List.of(variable), "https://" + provider + ".test", false);
    }
}
