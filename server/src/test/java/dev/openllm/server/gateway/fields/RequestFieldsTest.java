package dev.openllm.server.gateway.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests that no published request field is silently lost, for a provider of every dialect. The table lists the outcome
 * for each field: the provider receives it unchanged ({@code carried}) or converted to its own API ({@code mapped}), it
 * affects the gateway's own response ({@code answered}), it is omitted with a notice ({@code noticed}), or it is
 * refused ({@code refused}). The outcome {@code unaffected} is allowed only for fields that do not change the response,
 * which the test lists.
 *
 * <p>To write the actual outcomes to the table, run {@code mvn -pl server -am test -Dtest=RequestFieldsTest
 * -Dopenllm.write}.
 */
@Timeout(5 * TestTimeouts.TEST_SECONDS)
class RequestFieldsTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/openllm/server/gateway/fields");
    private static final Path TABLE = FOLDER.resolve("request-fields.tsv");

    /** Fields that do not affect the response, each with the reason. */
    private static final Map<String, String> FIELDS_WITHOUT_EFFECT = Map.ofEntries(
            Map.entry("chat metadata", "labels of stored responses"),
            Map.entry("chat store", "OpenAI's own record"),
            Map.entry("chat prompt_cache_retention", "a hint for caching"),
            Map.entry("chat prompt_cache_options", "a hint for caching"),
            Map.entry("chat prompt_cache_key", "a hint for caching"),
            Map.entry("chat content[text].prompt_cache_breakpoint", "a hint for caching"),
            Map.entry("chat content[image_url].prompt_cache_breakpoint", "a hint for caching"),
            Map.entry("chat content[file].prompt_cache_breakpoint", "a hint for caching"),
            Map.entry("chat stream_options.include_obfuscation", "padding of chunks"),
            Map.entry("chat top_logprobs", "of use with logprobs only, which is refused"),
            Map.entry("chat safety_identifier", "the name of the end user"),
            Map.entry("chat user", "the name of the end user"),
            Map.entry("completions user", "the name of the end user"),
            Map.entry("completions stream_options.include_obfuscation", "padding of chunks"),
            Map.entry("fim metadata", "labels of stored responses"),
            Map.entry("chat response_format.json_schema.name", "the schema itself is carried"),
            Map.entry("chat response_format.json_schema.strict", "strict wherever the schema allows it"),
            Map.entry("responses prompt_cache_retention", "a hint for caching"),
            Map.entry("responses prompt_cache_options", "a hint for caching"),
            Map.entry("responses prompt_cache_key", "a hint for caching"),
            Map.entry("responses content[input_text].prompt_cache_breakpoint", "a hint for caching"),
            Map.entry("responses content[input_image].prompt_cache_breakpoint", "a hint for caching"),
            Map.entry("responses content[input_file].prompt_cache_breakpoint", "a hint for caching"),
            Map.entry("responses stream_options.include_obfuscation", "padding of chunks"),
            Map.entry("responses content[output_text].logprobs", "no API reads them back"),
            Map.entry("responses input[message].id", "call ids pair calls and results"),
            Map.entry("responses input[message].status", "a complete item is complete"),
            Map.entry("responses input[function_call].id", "call ids pair calls and results"),
            Map.entry("responses input[function_call].status", "a complete item is complete"),
            Map.entry("responses input[function_call].caller", "said by the tool's own definition"),
            Map.entry("responses input[function_call_output].id", "call ids pair calls and results"),
            Map.entry("responses input[function_call_output].status", "a complete item is complete"),
            Map.entry("responses input[function_call_output].caller", "said by the tool's own definition"),
            Map.entry("responses input[function_call_output].name", "the call has it"),
            Map.entry("responses input[function_call_output].namespace", "the call has it"),
            Map.entry("responses input[custom_tool_call].id", "call ids pair calls and results"),
            Map.entry("responses input[custom_tool_call].caller", "said by the tool's own definition"),
            Map.entry("responses input[custom_tool_call_output].id", "call ids pair calls and results"),
            Map.entry("responses input[custom_tool_call_output].caller", "said by the tool's own definition"),
            Map.entry("responses input[reasoning].id", "encrypted content identifies reasoning"),
            Map.entry("responses input[reasoning].status", "a complete item is complete"),
            Map.entry("responses include", "a provider's state is returned wherever it has any"),
            Map.entry("messages content[thinking].signature", "one of another provider; the thinking is noticed"),
            Map.entry("messages cache_control", "a hint for caching"),
            Map.entry("messages tools[].cache_control", "a hint for caching"),
            Map.entry("messages content[text].cache_control", "a hint for caching"),
            Map.entry("messages content[image].cache_control", "a hint for caching"),
            Map.entry("messages content[document].cache_control", "a hint for caching"),
            Map.entry("messages content[search_result].cache_control", "a hint for caching"),
            Map.entry("messages content[tool_use].cache_control", "a hint for caching"),
            Map.entry("messages content[tool_result].cache_control", "a hint for caching"),
            Map.entry("messages content[tool_use].caller", "said by the tool's own definition"),
            Map.entry("messages diagnostics", "Anthropic's own record"),
            Map.entry("messages betas", "a header of Anthropic's SDKs"),
            Map.entry("messages metadata.user_id", "the name of the end user"),
            Map.entry("embeddings user", "the name of the end user"),
            Map.entry("embeddings encoding_format", "the form of the response"),
            Map.entry("ollama-embed keep_alive", "how long Ollama keeps the model loaded"),
            Map.entry("ollama-embed truncate", "elsewhere a text that is too long is an error"),
            Map.entry("ollama-embeddings keep_alive", "how long Ollama keeps the model loaded"));

    /**
     * A row of the table.
     *
     * @param head the first four cells
     * @param outcomes the outcome for each dialect
     */
    record Row(List<String> head, List<String> outcomes) {

        String name() {
            return head.get(0) + " " + head.get(1);
        }

        String line() {
            return Stream.concat(head.stream(), outcomes.stream()).collect(Collectors.joining("\t"));
        }
    }

    @Test
    void everyPublishedFieldIsInTheTable() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        for (String line : Files.readAllLines(FOLDER.resolve("published-fields.tsv"))) {
            if (!line.startsWith("#")) {
                missing.add(line.replace('\t', ' '));
            }
        }
        rows().forEach(row -> missing.remove(row.name()));
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void everyFieldIsHandledAsInTheTable() throws IOException {
        List<Row> expected = rows();
        List<Row> actual = new ArrayList<>();
        try (Translation translation = new Translation()) {
            for (Row row : expected) {
                actual.add(new Row(row.head(), translation.outcomes(row.head())));
            }
        }
        if (System.getProperty("openllm.write") != null) {
            List<String> lines =
                    new ArrayList<>(List.of(Files.readAllLines(TABLE).getFirst()));
            actual.forEach(row -> lines.add(row.line()));
            Files.write(TABLE, lines);
        }
        assertEquals(text(expected), text(actual));
    }

    @Test
    void noFieldIsLostSilently() throws IOException {
        List<String> lostFields = new ArrayList<>();
        for (Row row : rows()) {
            for (int i = 0; i < Translation.DIALECTS.size(); i++) {
                String outcome = row.outcomes().get(i);
                boolean hasNoEffect = FIELDS_WITHOUT_EFFECT.containsKey(row.name());
                if (outcome.isEmpty() || outcome.startsWith("unaffected") && !hasNoEffect) {
                    lostFields.add(row.name() + " at " + Translation.DIALECTS.get(i));
                }
            }
        }
        assertEquals(List.of(), lostFields);
    }

    private static String text(List<Row> rows) {
        return rows.stream().map(Row::line).collect(Collectors.joining("\n"));
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .skip(1)
                .map(line -> List.of(line.split("\t", -1)))
                .map(cells -> new Row(cells.subList(0, 4), cells.subList(4, 9)))
                .toList();
    }
}
