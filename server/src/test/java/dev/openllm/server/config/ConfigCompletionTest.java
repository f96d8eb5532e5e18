package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.ConfigCompleteParams;
import dev.openllm.protocol.config.ConfigCompleteResult;
import dev.openllm.protocol.config.ConfigCompleteResult.Item;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests for the suggestions at the cursor, marked by a vertical bar, in a configuration file that is being edited. */
class ConfigCompletionTest {

    private static final CompletionNames NAMES = new CompletionNames() {
        @Override
        public List<Word> providers() {
            return List.of(new Word("openai", "OpenAI"), new Word("ollama", "Ollama"));
        }

        @Override
        public List<Word> models(Optional<String> provider) {
            return List.of(new Word(provider.map(name -> name + "-model").orElse("openai/gpt-5"), "A model"));
        }

        @Override
        public List<Word> keyVariables(String provider) {
            return List.of(new Word(provider.toUpperCase() + "_API_KEY", "Its key"));
        }
    };

    @Test
    void topLevelKeysAreOfferedInAnEmptyFile() {
        assertTrue(
                texts("|").containsAll(List.of("default_model: ", "providers:", "secrets:")),
                texts("|").toString());
    }

    @Test
    void existingKeysAreNotOfferedAgain() {
        List<String> texts = texts("default_model: a/b\n|\nproviders:\n  - name: openai\n");
        assertFalse(texts.contains("default_model: ") || texts.contains("providers:"), texts.toString());
    }

    @Test
    void aListStartsWithADash() {
        assertEquals(List.of("- name: "), texts("providers:\n  |"));
    }

    @Test
    void providerKeysAreOfferedInAProviderBlock() {
        List<String> texts = texts("providers:\n  - name: openai\n    |\n  - name: ollama\n");
        assertTrue(texts.containsAll(List.of("api_base: ", "models: ", "enabled: ")), texts.toString());
        assertFalse(texts.contains("name: "));
    }

    @Test
    void providerKeysAreOfferedIfDashesAreNotIndented() {
        assertTrue(texts("providers:\n- name: openai\n  |").contains("api_base: "));
    }

    @Test
    void aKeyIsOfferedWhileItIsBeingTyped() {
        ConfigCompleteResult result = complete("providers:\n  - name: work\n    api_b|");
        assertTrue(result.items().stream().anyMatch(item -> item.text().equals("api_base: ")));
        assertEquals(List.of(5, 10), List.of(result.startColumn(), result.endColumn()));
    }

    @Test
    void providersAreOfferedAsNamesAndPresets() {
        assertEquals(List.of("openai", "ollama"), texts("providers:\n  - name: |"));
        assertEquals(List.of("openai", "ollama"), texts("providers:\n  - name: work\n    preset: o|"));
    }

    @Test
    void dialectsAndOtherChoicesAreOffered() {
        assertTrue(texts("providers:\n  - name: work\n    dialect: |").contains("anthropic-messages"));
        assertEquals(List.of("true", "false"), texts("secrets:\n  keychain: |"));
        assertEquals(List.of("keys", "ask", "allow", "deny"), texts("access:\n  default: a|"));
    }

    @Test
    void modelsAreOfferedWithTheirProviderIfAnyModelIsAllowed() {
        assertEquals(List.of("openai/gpt-5"), texts("default_model: |"));
        assertEquals(
                List.of("openai/gpt-5"),
                texts("providers:\n  - name: work\n    models:\n      - id: a\n        fallbacks: [openai/g|]"));
    }

    @Test
    void modelsOfTheProviderAreOfferedInItsBlock() {
        assertTrue(texts("providers:\n  - name: ollama\n    models:\n      - |").contains("ollama-model"));
        assertEquals(List.of("all", "ollama-model"), texts("providers:\n  - name: ollama\n    models: |"));
        assertEquals(List.of("ollama-model"), texts("providers:\n  - name: ollama\n    models: [a, |]"));
        assertEquals(List.of("ollama-model"), texts("providers:\n  - models:\n      - id: |\n    name: ollama\n"));
    }

    @Test
    void theVariableOfAKeyIsOffered() {
        assertEquals(List.of("OPENAI_API_KEY"), texts("providers:\n  - name: openai\n    api_key_env: |"));
    }

    @Test
    void nothingIsOfferedBelowAnUnknownKey() {
        assertEquals(List.of(), texts("nonsense:\n  |"));
        assertEquals(List.of(), texts("providers:\n  - name: openai\n    api_key: |"));
    }

    @Test
    void keysAreOfferedInAFlowMapping() {
        List<String> texts = texts("providers:\n  - {name: openai, |}\n");
        assertTrue(texts.containsAll(List.of("api_base: ", "models: ", "enabled: ")), texts.toString());
        assertFalse(texts.contains("name: "), texts.toString());
        assertTrue(texts("providers: [{name: openai}, {|").contains("name: "));
        assertTrue(texts("secrets: {keychain: false, |}").contains("dotenv: "));
    }

    @Test
    void aKeyInAFlowMappingIsOfferedWhileItIsBeingTypedButNotAfterIt() {
        ConfigCompleteResult result = complete("providers:\n  - {mod|, name: work}");
        List<String> texts = result.items().stream().map(Item::text).toList();
        assertTrue(texts.contains("models: ") && !texts.contains("name: "), texts.toString());
        assertEquals(List.of(6, 9), List.of(result.startColumn(), result.endColumn()));
    }

    @Test
    void valuesAreOfferedInAFlowMapping() {
        assertEquals(List.of("openai", "ollama"), texts("providers:\n  - {name: |}"));
        assertEquals(List.of("openai", "ollama"), texts("providers: [|]"));
        assertTrue(texts("providers: [{name: work, dialect: an|}]").contains("anthropic-messages"));
        assertEquals(List.of("OPENAI_API_KEY"), texts("providers: [{api_key_env: |, name: openai}]"));
    }

    @Test
    void modelsOfTheProviderAreOfferedInItsFlowMapping() {
        assertEquals(List.of("ollama-model"), texts("providers:\n  - {name: ollama, models: [|]}"));
        assertEquals(List.of("ollama-model"), texts("providers:\n  - {models: [a, b|], name: ollama}"));
        assertEquals(List.of("ollama-model"), texts("providers:\n  - {name: ollama, models: [{id: |}]}"));
        assertEquals(List.of("ollama-model"), texts("providers:\n  - name: ollama\n    models: [{id: |}]"));
    }

    @Test
    void aFlowMappingCanSpanSeveralLines() {
        assertEquals(List.of("ollama-model"), texts("""
            providers: [
              {name: openai, models: all}, # done
              {name: "ollama",
               models: [
                 |
               ]}
            ]
            default_model: a/b
            """));
        assertTrue(texts("providers: [\n  {name: openai}\n]\n|").contains("default_model: "));
    }

    @Test
    void nothingIsOfferedInAFlowMappingBelowAnUnknownKey() {
        assertEquals(List.of(), texts("providers: [{name: openai, nonsense: {|}}]"));
    }

    @Test
    void valuesInAFlowMappingAreExplained() {
        assertEquals(
                Optional.of("Base URL, such as https://llm.example.com/v1. An API key is sent only to the host it was"
                        + " stored for."),
                complete("providers: [{name: work, api_ba|se: https://a}]").hover());
        assertEquals(
                Optional.of("OpenAI"), complete("providers: [{name: open|ai}]").hover());
    }

    @Test
    void aKeyIsExplained() {
        assertEquals(
                Optional.of("Base URL, such as https://llm.example.com/v1. An API key is sent only to the host it was"
                        + " stored for."),
                complete("providers:\n  - name: work\n    api_ba|se: https://a").hover());
        assertEquals(
                Optional.of("Where API keys are stored."),
                complete("secr|ets:\n  keychain: true").hover());
    }

    @Test
    void theExplanationOfANameContainsItsProperties() {
        assertEquals(
                Optional.of("OpenAI"), complete("providers:\n  - name: open|ai").hover());
        assertEquals(
                Optional.of("The API that the provider supports."),
                complete("providers:\n  - name: a\n    dialect: gem|ini").hover());
    }

    private static List<String> texts(String textWithCursor) {
        return complete(textWithCursor).items().stream().map(Item::text).toList();
    }

    private static ConfigCompleteResult complete(String textWithCursor) {
        String before = textWithCursor.substring(0, textWithCursor.indexOf('|'));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new ConfigCompletion(NAMES)
                .complete(new ConfigCompleteParams(textWithCursor.replace("|", ""), line, column));
    }
}
