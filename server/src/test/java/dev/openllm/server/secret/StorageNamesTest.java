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
        assertEquals(name("c:\\Users\\me\\project"), name("C:\\Users\\me\\project"));
        assertEquals(name("c:\\Users\\me\\project", "d:\\other"), name("D:\\other", "C:\\Users\\me\\project"));
    }

    @Test
    void foldersWithOtherDifferencesAreDifferentWorkspaces() {
        assertNotEquals(name("/home/me/project"), name("/home/me/Project"));
        assertNotEquals(name("c:\\project"), name("d:\\project"));
    }

    @Test
    void namesFromEarlierVersionsArePreserved() {
        assertEquals(Optional.of("openllm.secret.225df3094012a213.openai"), name("/home/me/project"));
    }

    private static Optional<String> name(String... folders) {
        return StorageNames.of("openai", SecretScope.WORKSPACE, List.of(folders));
    }
}
