package dev.openllm.server.config.jsonc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.edit.SettingsRenderer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests with random edits that the document has the requested content and that only the comments of removed parts are
 * removed.
 */
class JsoncPatchPropertyTest {

    private static final int CHANGE_COUNT = 12;
    private static final Pattern COMMENT = Pattern.compile("(own|beside)[0-9]+");

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomChangesPreserveContentAndComments(long seed) throws IOException {
        RandomJsonc randomJsonc = new RandomJsonc(seed);
        String text = randomJsonc.file();
        for (int i = 0; i < CHANGE_COUNT; i++) {
            ObjectNode original = new JsoncText(text).read();
            ObjectNode expected = randomJsonc.mutate(original);
            String patched = JsoncPatch.deep(text, original, expected, SettingsRenderer.FILE_SHAPE);

            String details = expected + "\n--- before\n" + text + "\n--- after\n" + patched;
            assertTrue(JsoncText.same(expected, new JsoncText(patched).read()), details);
            List<String> comments = comments(patched);
            Set<String> missing = preservedComments(text, original, expected);
            missing.removeAll(comments);
            assertEquals(Set.of(), missing, details);
            assertEquals(new HashSet<>(comments).size(), comments.size(), details);
            assertEquals(text.contains("\r\n"), patched.contains("\r\n"), details);
            text = patched;
        }
    }

    /** Returns the comments that must be preserved. */
    private static Set<String> preservedComments(String text, ObjectNode original, ObjectNode expected)
            throws IOException {
        JsoncNode root = JsoncNode.of(text);
        Set<String> comments = new HashSet<>(comments(text.substring(0, root.start()) + text.substring(root.end())));
        comments.addAll(commentsInside(
                text, root, new JsoncChange(original, expected, Optional.of(SettingsRenderer.FILE_SHAPE))));
        return comments;
    }

    private static Set<String> commentsInside(String text, JsoncNode node, JsoncChange change) {
        if (JsoncText.same(change.old(), change.wanted())) {
            return new HashSet<>(comments(text.substring(node.start(), node.end())));
        }
        Set<String> comments = new HashSet<>(comments(text.substring(node.start(), node.valueStart())));
        if (change.isObjectChange()) {
            List<JsoncChange> members = node.inner().stream()
                    .map(member -> change.memberChange(member.name().orElseThrow()))
                    .toList();
            comments.addAll(commentsBetween(text, node, members));
        } else if (change.isArrayChange() && JsoncItems.of(change).canBeMatched()) {
            JsoncItems items = JsoncItems.of(change);
            comments.addAll(commentsBetween(
                    text, node, items.old().keySet().stream().map(items::change).toList()));
        }
        return comments;
    }

    /**
     * Returns the comments between the parts that must be preserved. A comment on the same line as a removed part can
     * be removed with it; a comment on a line of its own cannot.
     */
    private static Set<String> commentsBetween(String text, JsoncNode node, List<JsoncChange> changes) {
        Set<String> comments = new HashSet<>();
        int start = node.valueStart();
        boolean isPreserved = true;
        for (int i = 0; i < changes.size(); i++) {
            JsoncNode child = node.inner().get(i);
            comments.addAll(commentsBetween(text.substring(start, child.start()), isPreserved));
            isPreserved = changes.get(i).wanted() != null;
            if (isPreserved) {
                comments.addAll(commentsInside(text, child, changes.get(i)));
            }
            start = child.end();
        }
        comments.addAll(commentsBetween(text.substring(start, node.end()), isPreserved));
        return comments;
    }

    private static List<String> commentsBetween(String text, boolean includeAll) {
        return comments(text).stream()
                .filter(comment -> includeAll || comment.startsWith("own"))
                .toList();
    }

    private static List<String> comments(String text) {
        return COMMENT.matcher(text).results().map(result -> result.group()).toList();
    }
}
