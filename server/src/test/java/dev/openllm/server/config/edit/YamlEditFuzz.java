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
            ObjectNode old = YamlPatch.read(text);
            ObjectNode wanted = NormalizedEdit.apply(old, List.of(edit));
            String patched = YamlPatch.apply(text, wanted);
            String story = edit + "\n--- before\n" + text + "\n--- after\n" + patched;
            assertTrue(NormalizedConfig.isEquivalent(wanted, YamlPatch.read(patched)), story);
            // A list is replaced together with its items, and a scalar replaces an entire mapping, so comments can be
            // lost in these cases.
            if (edit.value().filter(JsonNode::isValueNode).isPresent() && onlyGrows(old, wanted)) {
                assertComments(text, patched, story);
            }
        } catch (ConfigFileException | OpenLlmException refused) {
            // The user must edit such a file manually.
        }
    }

    private static void assertComments(String text, String patched, String story) {
        Optional<List<String>> before = comments(text);
        if (before.isPresent()) {
            assertEquals(before, comments(patched), story);
        }
    }

    /** Whether the new content contains everything in the old content. Scalars can have different values. */
    private static boolean onlyGrows(JsonNode old, JsonNode wanted) {
        if (old.isObject()) {
            return wanted.isObject()
                    && old.properties().stream()
                            .allMatch(member -> wanted.has(member.getKey())
                                    && onlyGrows(member.getValue(), wanted.get(member.getKey())));
        }
        if (old.isArray()) {
            return wanted.isArray() && old.valueStream().allMatch(item -> containsGrown(wanted, item));
        }
        return wanted.isValueNode();
    }

    private static boolean containsGrown(JsonNode wanted, JsonNode item) {
        return wanted.valueStream().anyMatch(candidate -> candidate.equals(item) || onlyGrows(item, candidate));
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
        } catch (YAMLException stricter) {
            return Optional.empty();
        }
        comments.sort(String::compareTo);
        return Optional.of(comments);
    }
}
