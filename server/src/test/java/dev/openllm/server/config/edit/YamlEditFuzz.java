package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.yaml.YamlPatch;
import dev.openllm.server.fuzz.FuzzTarget;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Fuzzes the editor of YAML files: the result has the requested content, and if an edit removes nothing, no comment is
 * lost.
 */
public final class YamlEditFuzz implements FuzzTarget {

    @Override
    public String name() {
        return "yaml";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.concat(
                        Stream.of(
                                "",
                                "# only a comment\n",
                                "providers: [openai, {name: work, headers: {X-A: '1'}}]\n",
                                "---\na: &x {b: 1}\nc: {<<: *x}\n...\n",
                                "? providers\n: - name: openai\n    models: |\n      all\n"),
                        LongStream.range(0, 12).mapToObj(seed -> new RandomEdits(seed).file()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        ConfigEdit edit = new RandomEdits(Arrays.hashCode(input)).edit();
        try {
            ObjectNode original = YamlPatch.read(text);
            ObjectNode expected = NormalizedEdit.apply(original, List.of(edit));
            String patched = YamlPatch.apply(text, expected);
            String details = edit + "\n--- before\n" + text + "\n--- after\n" + patched;
            assertTrue(NormalizedConfig.isEquivalent(expected, YamlPatch.read(patched)), details);
            // A list is replaced together with its items, and a scalar replaces an entire mapping, so comments can be
            // lost in these cases.
            if (edit.value().filter(JsonNode::isValueNode).isPresent() && preservesStructure(original, expected)) {
                assertCommentsPreserved(text, patched, details);
            }
        } catch (ConfigFileException | OpenLlmException rejected) {
            // The user must edit such a file manually.
        }
    }

    private static void assertCommentsPreserved(String text, String patched, String details) {
        Optional<List<String>> expected = comments(text);
        if (expected.isPresent()) {
            assertEquals(expected, comments(patched), details);
        }
    }

    /** Whether the new content contains everything in the old content. Scalars can have different values. */
    private static boolean preservesStructure(JsonNode original, JsonNode edited) {
        if (original.isObject()) {
            return edited.isObject()
                    && original.properties().stream()
                            .allMatch(member -> edited.has(member.getKey())
                                    && preservesStructure(member.getValue(), edited.get(member.getKey())));
        }
        if (original.isArray()) {
            return edited.isArray() && original.valueStream().allMatch(item -> containsItem(edited, item));
        }
        return edited.isValueNode();
    }

    private static boolean containsItem(JsonNode edited, JsonNode item) {
        return edited.valueStream()
                .anyMatch(candidate -> candidate.equals(item) || preservesStructure(item, candidate));
    }

    /**
     * Returns an empty value if the parser that reports comments rejects a file that the configuration parser accepts.
     */
    private static Optional<List<String>> comments(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(true);
        List<String> comments = new ArrayList<>();
        ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
        try {
            while (parser.peekEvent() != null) {
                if (parser.getEvent() instanceof CommentEvent comment
                        && !comment.getValue().isBlank()) {
                    comments.add(comment.getValue().strip());
                }
            }
        } catch (YAMLException invalidYaml) {
            return Optional.empty();
        }
        comments.sort(String::compareTo);
        return Optional.of(comments);
    }
}
