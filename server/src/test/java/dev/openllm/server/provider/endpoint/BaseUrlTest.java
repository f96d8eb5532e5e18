package dev.openllm.server.provider.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://llm.example.com,                                      https://llm.example.com/v1",
        "https://llm.example.com/,                                     https://llm.example.com/v1",
        "https://llm.example.com/v1,                                   https://llm.example.com/v1",
        "https://llm.example.com/v1/,                                  https://llm.example.com/v1",
        "https://llm.example.com/v1/v1,                                https://llm.example.com/v1",
        "https://llm.example.com//v1//,                                https://llm.example.com/v1",
        "https://llm.example.com/v1/chat/completions,                  https://llm.example.com/v1",
        "https://llm.example.com/v1/responses/,                        https://llm.example.com/v1",
        "https://llm.example.com/v1/models,                            https://llm.example.com/v1",
        "https://api.example.com/api/paas/v4,                          https://api.example.com/api/paas/v4",
        "https://api.example.com/api/paas/v4/chat/completions,         https://api.example.com/api/paas/v4",
        "https://generativelanguage.googleapis.com/v1beta/openai/,    "
                + " https://generativelanguage.googleapis.com/v1beta/openai",
        "https://api.example.com/openai/v1,                            https://api.example.com/openai/v1",
        "https://gw.example.com/team%20a/openai,                       https://gw.example.com/team%20a/openai",
        "HTTPS://LLM.example.com,                                      https://LLM.example.com/v1",
        "localhost:8000,                                               http://localhost:8000/v1",
        "127.0.0.1:8000/v1,                                            http://127.0.0.1:8000/v1",
        "192.168.1.5:8080,                                             http://192.168.1.5:8080/v1",
        "gpu-box:8000,                                                 http://gpu-box:8000/v1",
        "[::1]:8000,                                                   http://[::1]:8000/v1",
        "llm.example.com,                                              https://llm.example.com/v1",
        "llm.example.com:8443,                                         https://llm.example.com:8443/v1",
    })
    void everyNotationOfAnOpenAiCompatibleAddressYieldsItsBaseUrl(String address, String base) {
        assertEquals(base, BaseUrl.of(address, "openai-chat", "work").uri().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.deepseek.com/anthropic,               https://api.deepseek.com/anthropic/v1",
        "https://api.z.ai/api/anthropic/,                  https://api.z.ai/api/anthropic/v1",
        "https://api.kimi.com/coding,                      https://api.kimi.com/coding/v1",
        "https://api.kimi.com/coding/v1,                   https://api.kimi.com/coding/v1",
        "https://api.anthropic.com,                        https://api.anthropic.com/v1",
        "https://gw.example.com/claude/messages,           https://gw.example.com/claude",
        "https://gw.example.com/anthropic/v1/messages,     https://gw.example.com/anthropic/v1",
        "https://gw.example.com/v2/claude,                 https://gw.example.com/v2/claude",
    })
    void theValueOfAnthropicBaseUrlIsAMessagesAddress(String address, String base) {
        assertEquals(
                base, BaseUrl.of(address, "anthropic-messages", "work").uri().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://generativelanguage.googleapis.com/v1beta/openai/, https://generativelanguage.googleapis.com/v1beta",
        "https://generativelanguage.googleapis.com/v1beta,         https://generativelanguage.googleapis.com/v1beta",
        "https://generativelanguage.googleapis.com,                https://generativelanguage.googleapis.com/v1beta",
        "https://gw.example.com/openai,                            https://gw.example.com/openai",
    })
    void theBaseUrlOfGeminisOpenAiApiIsMappedToTheGeminiApi(String address, String base) {
        assertEquals(base, BaseUrl.of(address, "gemini", "gemini").uri().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:11434,                  http://localhost:11434",
        "http://localhost:11434/,          http://localhost:11434",
        "http://localhost:11434/v1,        http://localhost:11434",
        "http://localhost:11434/api,       http://localhost:11434",
        "http://localhost:11434/api/chat,  http://localhost:11434",
        "https://gw.example.com/ollama,    https://gw.example.com/ollama",
    })
    void theOllamaBaseUrlHasNoVersion(String address, String base) {
        assertEquals(base, BaseUrl.of(address, "ollama-chat", "ollama").uri().toString());
    }

    @Test
    void theQueryIsSeparated() {
        BaseUrl base = BaseUrl.of("https://x.example.com/v1?api-version=2024-10-21&team=a%20b", "openai-chat", "work");
        assertEquals("https://x.example.com/v1", base.uri().toString());
        assertEquals(Map.of("api-version", "2024-10-21", "team", "a b"), base.query());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "ftp://llm.example.com",
                "https://",
                "https://user:pw@llm.example.com/v1",
                "not a url",
                "https://bad host/v1",
                "http://llm.example.com:99999"
            })
    void anInvalidAddressIsRefusedInOneMessageThatNamesTheProvider(String address) {
        OpenLlmException exception =
                assertThrows(OpenLlmException.class, () -> BaseUrl.of(address, "openai-chat", "work"));
        assertEquals(ErrorKind.CONFIG, exception.info().kind());
        assertTrue(exception.getMessage().startsWith("The base URL of provider work "), exception.getMessage());
    }

    @Test
    void aPasswordInAnAddressIsNotRepeatedInTheError() {
        OpenLlmException exception = assertThrows(
                OpenLlmException.class, () -> BaseUrl.of("https://me:hunter2@x.example.com", "openai-chat", "work"));
        assertTrue(!exception.info().toString().contains("hunter2"));
    }
}
