package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.yaml.YamlPatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that edits change only the affected characters. */
class YamlPatchTest {

    private static final String FILE = """
        # My models 😀
        default_model: 'openai/gpt-5'   # the good one

        providers:
          # the cloud
          - name: openai
            enabled: true      # switch me
            models: [gpt-5, gpt-5-mini] # two
            my_note: keep me
          - name: work   # the office
            api_base: "https://old.example.com/v1"
            headers: {X-Team: blue, }
            # models of the office
            models:
              # big
              - id: qwen3
                context_tokens: 1000

              - small   # small one
          - ollama
        # the end
        """;

    @Test
    void aScalarKeepsItsQuotesAndComment() {
        assertEdit(FILE, set("openai/gpt-5-mini", "default_model"), "'openai/gpt-5'", "'openai/gpt-5-mini'");
        assertEdit(
                FILE,
                set("https://new.example.com", "providers", "work", "apiBase"),
                "\"https://old.example.com/v1\"",
                "\"https://new.example.com\"");
        assertEdit(FILE, set(false, "providers", "openai", "enabled"), "enabled: true ", "enabled: false ");
    }

    @Test
    void aNewKeyIsAddedAfterTheLastOneOfItsBlock() {
        assertEdit(
                FILE,
                set("anthropic-messages", "providers", "openai", "dialect"),
                "    my_note: keep me\n",
                "    my_note: keep me\n    dialect: anthropic-messages\n");
        assertEdit(FILE, set(10, "policies", "retries"), "  - ollama\n", "  - ollama\npolicies:\n  retries: 10\n");
        assertEdit(
                FILE,
                set(8192, "providers", "work", "models", "qwen3", "outputTokens"),
                "context_tokens: 1000\n",
                "context_tokens: 1000\n        output_tokens: 8192\n");
    }

    @Test
    void aKeyIsAddedToAFlowMappingOnOneLine() {
        assertEdit(
                FILE,
                set("red", "providers", "work", "headers", "X-Mood"),
                "{X-Team: blue, }",
                "{X-Team: blue, X-Mood: red, }");
        assertEdit("network: {}\n", set("http://p", "network", "proxy"), "{}", "{proxy: http://p}");
    }

    @Test
    void removingAKeyRemovesOnlyItsLine() {
        assertEdit(FILE, remove("providers", "openai", "enabled"), "    enabled: true      # switch me\n", "");
        assertEdit(FILE, remove("providers", "work", "headers", "X-Team"), "    headers: {X-Team: blue, }\n", "");
        assertEdit(FILE, remove("defaultModel"), "default_model: 'openai/gpt-5'   # the good one\n", "");
        assertEdit("a: 1\nsecrets:\n  keychain: no\n", remove("secrets", "keychain"), "secrets:\n  keychain: no\n", "");
    }

    @Test
    void listItemsAreAddedAndRemovedIndividually() {
        assertEdit(
                FILE,
                set(List.of("gpt-5", "gpt-5-nano"), "providers", "openai", "models"),
                "[gpt-5, gpt-5-mini]",
                "[gpt-5, gpt-5-nano]");
        assertEdit(FILE, remove("providers", "openai", "models", "gpt-5"), "[gpt-5, gpt-5-mini]", "[gpt-5-mini]");
        assertEdit(FILE, remove("providers", "ollama"), "  - ollama\n", "");
        assertEdit(FILE, set("mistral", "providers", "mistral"), "  - ollama\n", "  - ollama\n  - mistral\n");
        assertEdit(
                FILE,
                remove("providers", "work", "models", "qwen3"),
                "      - id: qwen3\n        context_tokens: 1000\n",
                "");
    }

    @Test
    void aNewProviderIsWrittenInTheUsersStyle() {
        assertEdit(
                FILE,
                set(
                        "{\"name\":\"x\",\"apiBase\":\"http://localhost:8000/v1\",\"models\":[{\"id\":\"m\",\"tools\":true},\"mini\"],"
                            + "\"headers\":{\"X-A\":\"1\"}}",
                        "providers",
                        "x"),
                "  - ollama\n",
                """
                  - ollama
                  - name: x
                    api_base: http://localhost:8000/v1
                    models:
                      - id: m
                        tools: true
                      - mini
                    headers: {X-A: "1"}
                """);
    }

    @Test
    void aNameBecomesABlockWhenKeysAreAdded() {
        assertEdit(
                FILE,
                set(true, "providers", "work", "models", "small", "tools"),
                "- small   # small one\n",
                "- id: small   # small one\n        tools: true\n");
        assertEdit(
                FILE,
                set(true, "providers", "openai", "models", "gpt-5", "tools"),
                "[gpt-5, gpt-5-mini]",
                "[{id: gpt-5, tools: true}, gpt-5-mini]");
        assertEdit(
                FILE,
                set("http://localhost:1", "providers", "ollama", "apiBase"),
                "  - ollama\n",
                "  - name: ollama\n    api_base: http://localhost:1\n");
    }

    @Test
    void aScalarBecomesAListAndAListAScalar() {
        assertEdit(
                "providers:\n- name: a\n  models: all # every one\n",
                set(List.of("m"), "providers", "a", "models"),
                "models: all # every one",
                "models: [m] # every one");
        assertEdit(
                "providers:\n- name: a\n  models:\n  - m\n  - n\n  # after\n",
                set("all", "providers", "a", "models"),
                "  models:\n  - m\n  - n\n",
                "  models: all\n");
        assertEdit(
                "providers:\n- name: a\n",
                set(true, "providers", "a", "models", "m", "tools"),
                "- name: a\n",
                "- name: a\n  models:\n  - all\n  - id: m\n    tools: true\n");
    }

    @Test
    void itemsAreMovedCharacterByCharacter() {
        assertEdit(
                "providers:\n  - name: a # first\n    x: 1\n  # about b\n  - b # second\n",
                set("[{\"name\":\"b\"},{\"name\":\"a\"}]", "providers"),
                "  - name: a # first\n    x: 1\n  # about b\n  - b # second\n",
                "  - b # second\n  - name: a # first\n    x: 1\n  # about b\n");
    }

    @Test
    void anEmptyListAndAnEmptyMappingCanBeFilledAndEmptied() {
        assertEdit("providers: [] # none\n", set("a", "providers", "a"), "[]", "[a]");
        assertEdit("providers: # none\nx: 1\n", set("a", "providers", "a"), "providers:", "providers: [a]");
        assertEdit(
                "providers:\n  # c\n  - a\nx: 1\n",
                remove("providers", "a"),
                "providers:\n  # c\n  - a\n",
                "providers: []\n  # c\n");
    }

    @Test
    void anEmptyFileIsFilled() {
        assertEdit("", set("a/b", "defaultModel"), "", "default_model: a/b\n");
        assertEquals("# mine\ndefault_model: a/b\n", patch("# mine", set("a/b", "defaultModel")));
        assertEquals("# mine\r\ndefault_model: a/b\r\n", patch("# mine\r\n", set("a/b", "defaultModel")));
    }

    @Test
    void lineEndingsArePreserved() {
        String windowsFile = FILE.replace("\n", "\r\n");
        assertEquals(
                patch(FILE, set(10, "policies", "retries")).replace("\n", "\r\n"),
                patch(windowsFile, set(10, "policies", "retries")));
        assertEquals("a: 1\ndefault_model: x/y", patch("a: 1", set("x/y", "defaultModel")));
    }

    @Test
    void stringsThatYamlWouldConvertAreQuoted() {
        for (String text : List.of(
                "on",
                "1.10",
                "012",
                "12:30",
                "null",
                "~",
                "a: b",
                "a #b",
                "- a",
                "*x",
                "&x",
                "!x",
                " a",
                "a ",
                "",
                "a\nb",
                "\u0001",
                "{a}",
                "[a]",
                "a,b",
                "'a'",
                "\"a\"",
                "%a",
                "@a",
                "`a",
                "2024-01-01",
                "0x1F",
                "1e3",
                ".inf",
                "Yes",
                "é",
                "日本",
                "😀",
                "a:",
                ":a",
                "?",
                "? a",
                "|",
                ">",
                "=",
                "<<",
                "y",
                "0o7",
                "+1",
                "1_000")) {
            assertValue(text, patch("", set(text, "providers", "p", "displayName")), "displayName");
            assertValue(
                    text, patch("providers: [{name: p}]", set(text, "providers", "p", "displayName")), "displayName");
            assertValue(
                    text,
                    patch("providers:\n- name: p\n  display_name: 'x'", set(text, "providers", "p", "displayName")),
                    "displayName");
        }
    }

    @Test
    void aValueFromAnAliasIsLeftToTheUser() {
        String yaml = "providers:\n- name: a\n  headers: &h {X: '1'}\n- name: b\n  headers: *h\n";

        assertThrows(OpenLlmException.class, () -> patch(yaml, set("2", "providers", "b", "headers", "X")));
        assertThrows(OpenLlmException.class, () -> patch(yaml, set("2", "providers", "a", "headers", "X")));
        assertEdit(
                yaml, set(false, "providers", "b", "enabled"), "  headers: *h\n", "  headers: *h\n  enabled: false\n");
        assertEdit(yaml, remove("providers", "b", "headers"), "  headers: *h\n", "");
    }

    @Test
    void aKeyFromAMergeIsOverridden() {
        String yaml = "providers:\n- &a\n  name: a\n  enabled: true\n- <<: *a\n  name: b\n";

        assertEdit(yaml, set(false, "providers", "b", "enabled"), "  name: b\n", "  name: b\n  enabled: false\n");
        assertThrows(OpenLlmException.class, () -> patch(yaml, remove("providers", "b", "enabled")));
    }

    @Test
    void unknownAndRefusedKeysAreNotWritten() {
        assertThrows(OpenLlmException.class, () -> patch("", set("x", "provders")));
        assertThrows(OpenLlmException.class, () -> patch("", set("sk-x", "providers", "a", "apiKey")));
        assertThrows(OpenLlmException.class, () -> patch("", set("x", "defaultModel", "deeper")));
    }

    private static ConfigEdit set(Object value, String... path) {
        return new ConfigEdit(Arrays.asList(path), Optional.of(json(value)));
    }

    private static ConfigEdit remove(String... path) {
        return new ConfigEdit(Arrays.asList(path), Optional.empty());
    }

    private static JsonNode json(Object value) {
        try {
            boolean isJson = value instanceof String text && (text.startsWith("{\"") || text.startsWith("[{"));
            return isJson ? Wire.JSON.readTree((String) value) : Wire.JSON.valueToTree(value);
        } catch (IOException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    private static void assertEdit(String yaml, ConfigEdit edit, String original, String replacement) {
        assertEquals(yaml.replace(original, replacement), patch(yaml, edit));
    }

    private static void assertValue(String text, String yaml, String field) {
        try {
            assertEquals(text, YamlPatch.read(yaml).at("/providers/0/" + field).asText(), yaml);
        } catch (ConfigFileException broken) {
            throw new AssertionError(yaml, broken);
        }
    }

    private static String patch(String yaml, ConfigEdit edit) {
        try {
            return YamlPatch.apply(yaml, NormalizedEdit.apply(YamlPatch.read(yaml), List.of(edit)));
        } catch (ConfigFileException broken) {
            throw new AssertionError(yaml, broken);
        }
    }
}
