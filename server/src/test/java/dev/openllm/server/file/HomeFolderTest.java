package dev.openllm.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFolderTest {

    private static final Path OF_THE_USER_DATABASE = Path.of(System.getProperty("user.home"));

    @Test
    void theHomeFolderIsReadFromTheEnvironment(@TempDir Path home) {
        assertEquals(home, HomeFolder.of(Map.of("HOME", home.toString())));
    }

    @Test
    void withoutAnAbsolutePathInTheEnvironmentTheUserDatabaseIsUsed() {
        assertEquals(OF_THE_USER_DATABASE, HomeFolder.of(Map.of()));
        assertEquals(OF_THE_USER_DATABASE, HomeFolder.of(Map.of("HOME", "")));
        assertEquals(OF_THE_USER_DATABASE, HomeFolder.of(Map.of("HOME", "somewhere/else")));
        assertEquals(OF_THE_USER_DATABASE, HomeFolder.of(Map.of("HOME", "\0")));
    }
}
