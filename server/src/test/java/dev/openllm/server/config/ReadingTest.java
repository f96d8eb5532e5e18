package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.Problem;
import dev.openllm.server.config.schema.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which values are read from one file, and which problems are reported for values that cannot be used. */
class ReadingTest {

    @TempDir
    Path temp;

    private ConfigFolder folder;

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp);
    }

    @Test
    void everyFieldOfAProviderAndAModelIsRead() {
        Config config = folder.user("""
            default_model: work/qwen3-coder
            providers:
              - name: openai
                enabled: true
                models: [gpt-5, gpt-5-mini]
              - name: work
                display_name: Work
                dialect: openai-chat
                api_base: https://llm.example.com/v1
                api_key_env: WORK_LLM_KEY
                headers: {X-Team: blue}
                include: ["qwen*"]
                exclude: "*-old"
                quirks: {no_tools: true}
                models:
                  - id: qwen3-coder
                    name: Coder
                    base_model: qwen3
                    context_tokens: 131_072
                    output_tokens: 8192
                    tools: true
                    vision: false
                    files: no
                    reasoning: on
                    streaming: false
                    reasoning_effort: high
                    fallbacks: [ollama/qwen3-coder]
                    quirks: {style: x}
              - id: ollama
                models: all
            """).read();

        assertEquals(List.of(), config.problems());
        assertEquals(Optional.of("work/qwen3-coder"), config.defaultModel());
        assertEquals(
                List.of("openai", "work", "ollama"),
                config.providers().stream().map(ProviderConfig::name).toList());
        assertTrue(config.provider("ollama").orElseThrow().models().all());
        ProviderConfig provider = config.provider("work").orElseThrow();
        assertEquals(Optional.of("https://llm.example.com/v1"), provider.apiBase());
        assertEquals(Optional.of("WORK_LLM_KEY"), provider.apiKeyEnv());
        assertEquals(Map.of("X-Team", "blue"), provider.headers());
        assertEquals(List.of("*-old"), provider.models().exclude());
        assertFalse(provider.models().all());
        assertEquals(
                new ModelConfig(
                        "qwen3-coder",
                        Optional.of("Coder"),
                        Optional.of("qwen3"),
                        OptionalInt.of(131072),
                        OptionalInt.of(8192),
                        Optional.of(true),
                        Optional.of(false),
                        Optional.of(false),
                        Optional.of(true),
                        Optional.of(false),
                        Optional.empty(),
                        Optional.of("high"),
                        List.of("ollama/qwen3-coder"),
                        Map.of("style", "x")),
                provider.models().named().getFirst());
    }

    @Test
    void bothNotationsAreReadInFilesAndInSettings() {
        Config config = folder.user("defaultModel: a/b\nproviders:\n- name: a\n  apiBase: http://localhost:1/v1\n")
                .read("{\"providers\":[{\"name\":\"b\",\"api_base\":\"http://localhost:2\"}]}", "{}", true);

        assertEquals(Optional.of("a/b"), config.defaultModel());
        assertEquals(
                Optional.of("http://localhost:1/v1"),
                config.provider("a").orElseThrow().apiBase());
        assertEquals(
                Optional.of("http://localhost:2"),
                config.provider("b").orElseThrow().apiBase());
    }

    @Test
    void stringsThatYamlWouldConvertArePreserved() {
        Config config = folder.user("providers:\n- name: on\n  models: [1.10, 012, 12:30:45, no, 2024-01-01, 0x10]\n")
                .read();

        ProviderConfig provider = config.providers().getFirst();
        assertEquals("on", provider.name());
        assertEquals(
                List.of("1.10", "012", "12:30:45", "no", "2024-01-01", "0x10"),
                provider.models().named().stream().map(ModelConfig::id).toList());
    }

    @Test
    void theSourceOfEachValueIsRecorded() {
        Config config = folder.user("# mine\nproviders:\n  - name: work\n    api_base: http://localhost/v1\n")
                .read();

        Origin origin = config.origins().get("providers.work.apiBase");
        assertEquals(new Origin(Origin.Source.YAML_USER, Optional.of(folder.userFile()), 4, 15), origin);
        assertEquals(origin, config.provider("work").orElseThrow().origins().get("apiBase"));
    }

    @Test
    void anUnknownKeySuggestsTheNearestOne() {
        Problem problem = singleProblem("providers:\n  - name: a\n    api_bse: http://localhost\n");

        assertEquals("Unknown setting 'api_bse'. Did you mean 'api_base'?", problem.message());
        assertEquals(Problem.Severity.ERROR, problem.severity());
        assertEquals(3, problem.line());
        assertEquals(5, problem.column());
        assertEquals(Optional.of("providers[0].api_bse"), problem.setting());
    }

    @Test
    void aKeyFromAnotherProgramIsReportedWithItsNameInThisOne() {
        assertEquals(
                "Unknown setting 'base_url'. Did you mean 'api_base'?",
                singleProblem("providers:\n  - name: a\n    base_url: http://localhost\n")
                        .message());
    }

    @Test
    void anUnknownKeyWithoutConsequencesIsAWarning() {
        assertEquals(
                Problem.Severity.WARNING,
                singleProblem("providers:\n  - name: a\n    display_nam: A\n").severity());
        assertEquals(Problem.Severity.WARNING, singleProblem("version: 1\n").severity());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        'enabled: "yes"'             | 'enabled' must be true or false, without quotes, not a string.
        'api_base: ftp://x'          | 'api_base' must be a URL that starts with https:// or http://.
        'api_base: https://u:p@host' | 'api_base' must not contain a user name or password. Store the API key with `open-llm secrets set`.
        'api_base: [a]'              | 'api_base' must be a string, not a list.
        'dialect: openai-chatt'      | 'dialect' must be one of openai-chat, openai-responses, anthropic-messages, gemini, ollama-chat. Did you mean 'openai-chat'?
        'api_key_env: sk-abc'        | 'api_key_env' must be the name of an environment variable, not the API key itself.
        'headers: {"X-A": "b\\r\\nc"}' | 'X-A' must be a single line without control characters.
        'headers: {Authorization: x}' | 'Authorization' contains an API key, and API keys are not read from the configuration. Remove it, and run `open-llm secrets set`.
        'models: [{context_tokens: 8k, id: m}]' | 'context_tokens' must be an integer such as 8192, not '8k'.
        'models: [{context_tokens: 0, id: m}]'  | 'context_tokens' must be at least 1.
        'models: [{tools: true}]'    | 'id' is missing from this entry. Add 'id', or remove the entry.
        'api_base: https://my_host/v1'         | 'api_base' must contain a valid host name, without underscores or spaces.
        'api_base:'                            | 'api_base' has no value. Set a value or remove the setting.
        'preset: ""'                           | 'preset' must not be empty.
        'include: []'                          | 'include' is an empty list. Add an entry or remove the setting.
        'include: [a, ~]'                      | An entry in 'include' is empty.
        'headers: {X-A: }'                     | 'X-A' has no value. Set a value or remove the setting.
        'dialect: ${OPEN_LLM_UNSET}'           | 'dialect' requires the environment variable OPEN_LLM_UNSET, which is not set.
        'api_base: "${not a name}"'            | 'api_base' contains a `${` that is not part of `${NAME}` or `${NAME:-default}`.
        'name2: b'                             | Unknown setting 'name2'. Did you mean 'name'?
        'api_base: x\n    apiBase: y' | 'apiBase' duplicates an earlier setting. Remove one of the two settings.
        """)
    void problemsAreReportedAndTheRestIsRead(String line, String message) {
        Config config = folder.user("providers:\n  - name: a\n    " + line.replace("\\n    ", "\n    ") + "\n")
                .read();

        assertEquals("a", config.providers().getFirst().name());
        assertTrue(
                config.problems().stream().anyMatch(p -> p.message().equals(message)),
                () -> config.problems().toString());
    }

    @Test
    void aPortAboveTheMaximumIsAnError() {
        assertEquals(
                "'port' must be at most 65535.",
                singleProblem("gateway:\n  port: 70000\n").message());
    }

    @Test
    void whitespaceAroundAnAddressIsAccepted() {
        assertEquals(
                List.of(),
                folder.user("providers:\n  - name: a\n    api_base: ' http://localhost:8000/v1 '\n")
                        .read()
                        .problems());
    }

    @Test
    void structuredOutputCanBeDisabledForAModel() {
        Config config = folder.user("providers:\n  - name: a\n    models: [{id: m, structured_output: false}]\n")
                .read();

        assertEquals(
                Optional.of(false),
                config.providers().getFirst().models().named().getFirst().structuredOutput());
    }

    @Test
    void keysInTheConfigurationAreRefusedWithTheirLocation() {
        Problem problem = singleProblem("providers:\n  - name: a\n    api_key: sk-canary-1234567890\n");

        assertTrue(problem.message().contains("open-llm secrets set"));
        assertFalse(problem.toString().contains("canary"));
    }

    @Test
    void duplicateKeysAreRefused() {
        Problem problem = singleProblem("providers:\n- name: a\nproviders:\n- name: b\n");

        assertEquals(
                "'providers' is defined twice, first on line 1. Remove one of the definitions.", problem.message());
        assertEquals(3, problem.line());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        providers:\\n\\t- name: a     | 2 | The YAML is indented with a tab. Use spaces.
        a: b: c                      | 1 | The YAML contains an unexpected ':'. Check the indentation, or quote the text.
        - a                          | 1 | The top level of the file must contain settings such as 'providers:'.
        a: !!javax.script.X {}       | 1 | The YAML contains a type tag (!!), which is not allowed here.
        a: &x [*x]                   | 1 | A YAML alias refers to a node that contains the alias.
        ? [a]\\n: b                  | 1 | A YAML key must be a single value, not a list or a mapping.
        """)
    void theLocationOfASyntaxErrorIsReported(String yaml, int line, String message) {
        Problem problem = singleProblem(yaml.replace("\\n", "\n").replace("\\t", "\t"));

        assertEquals(message, problem.message());
        assertEquals(line, problem.line());
        assertEquals(Optional.of(folder.userFile().toString()), problem.file());
    }

    @Test
    void aliasesAndMergeKeysAreFollowed() {
        Config config = folder.user("""
            providers:
              - &base
                name: a
                headers: &h {X-A: "1"}
                enabled: false
              - <<: *base
                name: b
                headers: *h
            """).read();

        ProviderConfig provider = config.provider("b").orElseThrow();
        assertEquals(Optional.of(false), provider.enabled());
        assertEquals(Map.of("X-A", "1"), provider.headers());
    }

    @Test
    void anEmptyFileIsAnEmptyConfiguration() {
        assertEquals(List.of(), folder.user("# nothing yet\n").read().problems());
    }

    private Problem singleProblem(String yaml) {
        List<Problem> problems = folder.user(yaml).read().problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }
}
