package dev.openllm.server.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNameTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-4o,                                        gpt-4o",
        "gpt-4o-2024-08-06,                             gpt-4o",
        "openai/gpt-4o:extended,                        gpt-4o",
        "claude-3-5-sonnet-20241022,                    claude-3-5-sonnet",
        "anthropic/claude-3.5-sonnet,                   claude-3-5-sonnet",
        "us.anthropic.claude-3-5-sonnet-20241022-v2:0,  claude-3-5-sonnet",
        "claude-sonnet-4@20250514,                      claude-sonnet-4",
        "llama3.3:70b,                                  llama-3-3-70b",
        "llama3.3:70b-instruct-q4_K_M,                  llama-3-3-70b",
        "meta-llama/Llama-3.3-70B-Instruct,             llama-3-3-70b",
        "qwen3-coder:free,                              qwen-3-coder",
        "Qwen/Qwen3-Coder-30B-A3B-Instruct-FP8,         qwen-3-coder-30b-a-3b",
        "/models/Qwen3-1.7B-Q4_K_M.gguf,                qwen-3-1-7b",
        "mistral-large-latest,                          mistral-large",
        "gemma-3-27b-it,                                gemma-3-27b",
        "'',                                            ''",
    })
    void allNamesOfOneModelHaveTheSameNormalizedForm(String id, String normalized) {
        assertEquals(normalized, ModelName.normalize(id));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4-0613,               gpt-4-1106",
        "qwen3-235b-a22b-2507,     qwen3-235b-a22b",
        "kimi-k2-thinking,         kimi-k2",
        "gpt-5,                    gpt-5-mini",
        "qwen3:8b,                 qwen3:14b",
        "o1,                       o3",
    })
    void namesOfDifferentModelsRemainDifferent(String first, String second) {
        assertNotEquals(ModelName.normalize(first), ModelName.normalize(second));
    }
}
