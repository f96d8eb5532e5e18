package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.yaml.YamlPatch;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests with random edits that the file has the requested content and that comments outside the removed parts are
 * preserved.
 */
class YamlPatchPropertyTest {

    private static final int EDIT_COUNT = 25;
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^ *# comment [0-9]+\\r?$");

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomEditsPreserveContentAndComments(long seed) throws ConfigFileException {
        RandomEdits randomEdits = new RandomEdits(seed);
        String text = randomEdits.file();
        for (int i = 0; i < EDIT_COUNT; i++) {
            ConfigEdit edit = randomEdits.edit();
            ObjectNode expected = NormalizedEdit.apply(YamlPatch.read(text), List.of(edit));
            String patched = YamlPatch.apply(text, expected);

            String details = edit + "\n--- before\n" + text + "\n--- after\n" + patched;
            assertTrue(NormalizedConfig.isEquivalent(expected, YamlPatch.read(patched)), details);
            boolean preservesAllContent =
                    edit.value().filter(value -> !value.isArray()).isPresent();
            if (preservesAllContent) {
                assertEquals(commentLines(text), commentLines(patched), details);
            }
            assertEquals(text.contains("\r\n"), patched.contains("\r\n"), details);
            text = patched;
        }
    }

    private static List<String> commentLines(String text) {
        return COMMENT_LINE
                .matcher(text)
                .results()
                .map(result -> result.group().strip())
                .toList();
    }
}
