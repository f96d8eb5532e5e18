package dev.openllm.server.config.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.yaml.YamlTree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which changes of a file require the user's consent again. */
class FingerprintTest {

    private static final String FILE_TEXT = """
        default_model: work/small
        providers:
          - name: work
            api_base: https://llm.example.com/v1
            models: [{id: small}]
        """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discovery: {enabled: false}\n",
                "secrets: {dotenv: false}\n",
                "config: {source: vscode}\n",
                "network: {proxy: 'http://proxy.example.com'}\n",
                "key_of_a_later_version: x\n",
                "    preset: openai\n",
                "    dialect: anthropic-messages\n",
                "    apiBase: https://evil.example.com/v1\n",
                "    api_key_env: GITHUB_TOKEN\n",
                "    headers: {X-A: b}\n",
                "    headers: {tools: b}\n",
                "    enabled: false\n",
                "    include: ['small']\n",
                "    exclude: ['*']\n",
                "    quirks: {a: b}\n",
                "  - openai\n",
            })
    void aChangeToADestinationFieldChangesIt(String added) {
        String changed = added.startsWith(" ") ? FILE_TEXT + added : added + FILE_TEXT;

        assertNotEquals(fingerprint(FILE_TEXT), fingerprint(changed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "work/small | openai/gpt-5",
                "llm.example.com | evil.example.com",
                "https: | http:",
                "{id: small} | {id: large}",
                "{id: small} | {id: small, fallbacks: [evil/x]}",
                "{id: small} | {id: small, base_model: x}",
                "{id: small} | {id: small}, {id: large}",
                "name: work | name: other",
            })
    void anotherValueChangesIt(String before, String after) {
        assertNotEquals(fingerprint(FILE_TEXT), fingerprint(FILE_TEXT.replace(before, after)));
    }

    @Test
    void everyDuplicateOfAFieldIsIncluded() {
        assertNotEquals(
                fingerprint("default_model: a/b\ndefaultModel: c/d\n"),
                fingerprint("default_model: x/y\ndefaultModel: c/d\n"));
    }

    @Test
    void adjacentStringsAreSeparate() {
        assertNotEquals(
                fingerprint("providers: [{name: a, include: [ab, c]}]"),
                fingerprint("providers: [{name: a, include: [a, bc]}]"));
        assertNotEquals(
                fingerprint("providers: [{name: a, include: [a]}, b]"),
                fingerprint("providers: [{name: a, include: [a, b]}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# a comment\n",
                "policies: {retries: 5}\n",
                "    display_name: Work\n",
                "    models: [{id: small, context_tokens: 8192, tools: true, vision: true, streaming: false}]\n",
            })
    void descriptiveFieldsDoNotChangeIt(String added) {
        String original = added.contains("models") ? FILE_TEXT.replace("    models: [{id: small}]\n", "") : FILE_TEXT;
        String changed = added.startsWith(" ") ? original + added : added + original;

        assertEquals(fingerprint(FILE_TEXT), fingerprint(changed));
    }

    private static String fingerprint(String yaml) {
        try {
            return Fingerprint.of(YamlTree.read(yaml, Origin.Source.YAML_WORKSPACE, Path.of("/config.yaml")));
        } catch (dev.openllm.server.config.text.ConfigFileException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
