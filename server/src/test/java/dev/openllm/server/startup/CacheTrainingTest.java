package dev.openllm.server.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheTrainingTest {

    @TempDir
    private Path temp;

    @Test
    void theTrainingProcessHasNoKeysInItsEnvironment() {
        Map<String, String> environment = new HashMap<>(
                Map.of("PATH", "/bin", "OPENAI_API_KEY", "sk-1", "SystemRoot", "C:\\Windows", "HOME", "/home/ada"));
        CacheTraining.retainAllowedVariables(environment);
        assertEquals(Map.of("PATH", "/bin", "SystemRoot", "C:\\Windows"), environment);
    }

    @Test
    void onlyOneTrainingRunsAtATime() throws IOException {
        assertFalse(CacheTraining.isClaimed(cacheFile()));
        assertTrue(CacheTraining.tryClaim(cacheFile()));

        assertTrue(CacheTraining.isClaimed(cacheFile()));
        assertFalse(CacheTraining.tryClaim(cacheFile()));
    }

    /** Before, no process started another training while the file of the failed one existed. */
    @ParameterizedTest
    @ValueSource(ints = {-25, 25})
    void aFailedTrainingIsRepeatedAfterADay(int hours) throws IOException {
        CacheTraining.tryClaim(cacheFile());
        Instant failureTime = Instant.now().plus(Duration.ofHours(hours));
        Files.setLastModifiedTime(CacheTraining.claimFile(cacheFile()), FileTime.from(failureTime));

        assertFalse(CacheTraining.isClaimed(cacheFile()));
        assertTrue(CacheTraining.tryClaim(cacheFile()));
        assertTrue(CacheTraining.isClaimed(cacheFile()), "the claim is renewed");
    }

    private Path cacheFile() {
        return temp.resolve("open-llm.aot");
    }
}
