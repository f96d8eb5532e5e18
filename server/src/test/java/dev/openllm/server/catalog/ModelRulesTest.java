package dev.openllm.server.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the rules that apply to a model family regardless of the provider. */
class ModelRulesTest {

    private final Catalog catalog = new Catalog();

    @ParameterizedTest
    @CsvSource({
        "openrouter, mistralai/devstral-2512, tool-call-ids, alphanumeric-9",
        "local, mistralai/Devstral-Small-2507, assistant-after-tool-result, true",
        "'', mistral-large-latest, last-message, user",
        "mistral, mistral-large-latest, last-message, prefix",
        "'', Qwen/Qwen3.5-27B, system-first, true",
        "local, whatever, roles-alternate, true",
        "local, whatever, system-first, true",
        "'', gemma-2-9b-it, system-role, user",
        "anthropic, claude-sonnet-4-6, last-message, user",
        "openrouter, anthropic/claude-opus-4.7, last-message, user",
        "kimi-for-coding, kimi-for-coding, unsigned-thinking, true",
        "minimax, MiniMax-M2, unsigned-thinking, true",
        "deepseek, deepseek-v4, unsigned-thinking, true",
        "openrouter, anthropic/claude-opus-4.7, unsigned-thinking, false",
        "anthropic, whatever-comes-next, unsigned-thinking, false"
    })
    void aFamilyHasItsQuirks(String provider, String model, String quirk, String value) {
        assertEquals(value, catalog.quirks(provider, model).get(quirk));
    }

    @ParameterizedTest
    @CsvSource({"anthropic, claude-sonnet-4-5-20250929", "anthropic, claude-3-5-haiku-latest", "openai, gpt-5"})
    void otherFamiliesContinueAnAssistantMessage(String provider, String model) {
        Map<String, String> quirks = catalog.quirks(provider, model);

        assertEquals(null, quirks.get("last-message"));
        assertEquals(null, quirks.get("roles-alternate"));
    }
}
