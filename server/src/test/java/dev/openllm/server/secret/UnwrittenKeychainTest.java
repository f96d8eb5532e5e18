package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for a keychain that cannot store API keys, as on a machine without a keychain. */
class UnwrittenKeychainTest {

    private static final SecretQuery QUERY =
            new SecretQuery("work", List.of("WORK_KEY"), "https://llm.example.com", false);

    @TempDir
    private Path folder;

    private KeychainSecrets keychain;

    @BeforeEach
    void open() {
        keychain = new KeychainSecrets(new Keychain("Plan 9"), folder, List::of, new KeyHostBindings(folder));
        assertThrows(OpenLlmException.class, () -> keychain.set(QUERY, new Secret("canary-key"), SecretScope.USER));
    }

    @Test
    void aFailedWriteListsNoEntry() throws Exception {
        Path index = folder.resolve("keychain.json");
        assertFalse(Files.exists(index) && Files.readString(index).contains("work"));
        assertDoesNotThrow(() -> keychain.delete(QUERY, SecretScope.USER));
    }

    @Test
    void aKeyInAFileIsDeletedAfterAFailedWrite() throws Exception {
        DotenvSecrets dotenv =
                new DotenvSecrets(folder, () -> new Workspace(List.of(), false), new KeyHostBindings(folder));
        dotenv.set(QUERY, new Secret("canary-key"), SecretScope.USER);
        SecretChain chain = new SecretChain(
                List.of(keychain, dotenv), Map::of, new KeyHostBindings(folder), HostApprovalPrompt.DENY_ALL);

        chain.delete(QUERY, Optional.empty(), SecretScope.USER);

        assertFalse(Files.readString(folder.resolve(".env")).contains("canary-key"));
        assertEquals(Optional.empty(), chain.find(QUERY));
    }
}
