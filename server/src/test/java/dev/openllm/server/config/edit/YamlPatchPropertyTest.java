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

    private static final int EDITS = 25;
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^ *# comment [0-9]+\\r?$");

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomEditsPreserveContentAndComments(long seed) throws ConfigFileException {
        RandomEdits chance = new RandomEdits(seed);
        String text = chance.file();
        for (int i = 0; i < EDITS; i++) {
            ConfigEdit edit = chance.edit();
            ObjectNode wanted = NormalizedEdit.apply(YamlPatch.read(text), List.of(edit));
            String patched = YamlPatch.apply(text, wanted);

            String story = edit + "\n--- before\n" + text + "\n--- after\n" + patched;
            assertTrue(NormalizedConfig.isEquivalent(wanted, YamlPatch.read(patched)), story);
            boolean nothingRemoved = edit.value().filter(v -> !v.isArray()).isPresent();
            if (nothingRemoved) {
                assertEquals(commentLines(text), commentLines(patched), story);
            }
            assertEquals(text.contains("\r\n"), patched.contains("\r\n"), story);
            text = patched;
        }
    }

    private static List<String> commentLines(String text) {
        return COMMENT_LINE.matcher(text).results().map(r -> r.group().strip()).toList();
    }
}
