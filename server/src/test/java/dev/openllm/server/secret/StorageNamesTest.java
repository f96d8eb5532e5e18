package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.openllm.protocol.secret.SecretScope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageNamesTest {

    @Test
    void aWindowsWorkspaceIsTheSameWithAnyNotationOfItsDrive() {
        assertEquals(storageName("c:\\Users\\me\\project"), storageName("C:\\Users\\me\\project"));
        assertEquals(
                storageName("c:\\Users\\me\\project", "d:\\other"), storageName("D:\\other", "C:\\Users\\me\\project"));
    }

    @Test
    void foldersWithOtherDifferencesAreDifferentWorkspaces() {
        assertNotEquals(storageName("/home/me/project"), storageName("/home/me/Project"));
        assertNotEquals(storageName("c:\\project"), storageName("d:\\project"));
    }

    @Test
    void namesFromEarlierVersionsArePreserved() {
        assertEquals(Optional.of("openllm.secret.225df3094012a213.openai"), storageName("/home/me/project"));
    }

    private static Optional<String> storageName(String... folders) {
        return StorageNames.of("openai", SecretScope.WORKSPACE, List.of(folders));
    }
}
