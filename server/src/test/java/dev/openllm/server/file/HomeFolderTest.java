package dev.openllm.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFolderTest {

    private static final Path USER_DATABASE_HOME = Path.of(System.getProperty("user.home"));

    @Test
    void theHomeFolderIsReadFromTheEnvironment(@TempDir Path home) {
        assertEquals(home, HomeFolder.of(Map.of("HOME", home.toString())));
    }

    @Test
    void withoutAnAbsolutePathInTheEnvironmentTheUserDatabaseIsUsed() {
        assertEquals(USER_DATABASE_HOME, HomeFolder.of(Map.of()));
        assertEquals(USER_DATABASE_HOME, HomeFolder.of(Map.of("HOME", "")));
        assertEquals(USER_DATABASE_HOME, HomeFolder.of(Map.of("HOME", "somewhere/else")));
        assertEquals(USER_DATABASE_HOME, HomeFolder.of(Map.of("HOME", "\0")));
    }
}
