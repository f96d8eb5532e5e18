package dev.openllm.server.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheTrainingTest {

    @Test
    void theTrainingProcessHasNoKeysInItsEnvironment() {
        Map<String, String> environment = new HashMap<>(
                Map.of("PATH", "/bin", "OPENAI_API_KEY", "sk-1", "SystemRoot", "C:\\Windows", "HOME", "/home/ada"));
        CacheTraining.removeKeys(environment);
        assertEquals(Map.of("PATH", "/bin", "SystemRoot", "C:\\Windows"), environment);
    }
}
