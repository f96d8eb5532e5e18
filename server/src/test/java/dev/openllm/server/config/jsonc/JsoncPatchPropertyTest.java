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

    private static final int CHANGES = 12;
    private static final Pattern COMMENT = Pattern.compile("(own|beside)[0-9]+");

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomChangesPreserveContentAndComments(long seed) throws IOException {
        RandomJsonc chance = new RandomJsonc(seed);
        String text = chance.file();
        for (int i = 0; i < CHANGES; i++) {
            ObjectNode old = new JsoncText(text).read();
            ObjectNode wanted = chance.changed(old);
            String patched = JsoncPatch.deep(text, old, wanted, SettingsRenderer.FILE_SHAPE);

            String story = wanted + "\n--- before\n" + text + "\n--- after\n" + patched;
            assertTrue(JsoncText.same(wanted, new JsoncText(patched).read()), story);
            List<String> comments = comments(patched);
            Set<String> missing = staying(text, old, wanted);
            missing.removeAll(comments);
            assertEquals(Set.of(), missing, story);
            assertEquals(new HashSet<>(comments).size(), comments.size(), story);
            assertEquals(text.contains("\r\n"), patched.contains("\r\n"), story);
            text = patched;
        }
    }

    /** Returns the comments that must be preserved. */
    private static Set<String> staying(String text, ObjectNode old, ObjectNode wanted) throws IOException {
        JsoncNode root = JsoncNode.of(text);
        Set<String> comments = new HashSet<>(comments(text.substring(0, root.start()) + text.substring(root.end())));
        comments.addAll(inside(text, root, new JsoncChange(old, wanted, Optional.of(SettingsRenderer.FILE_SHAPE))));
        return comments;
    }

    private static Set<String> inside(String text, JsoncNode place, JsoncChange change) {
        if (JsoncText.same(change.old(), change.wanted())) {
            return new HashSet<>(comments(text.substring(place.start(), place.end())));
        }
        Set<String> comments = new HashSet<>(comments(text.substring(place.start(), place.valueStart())));
        if (change.isObjectChange()) {
            List<JsoncChange> members = place.inner().stream()
                    .map(member -> change.memberChange(member.name().orElseThrow()))
                    .toList();
            comments.addAll(between(text, place, members));
        } else if (change.isArrayChange() && JsoncItems.of(change).canBeMatched()) {
            JsoncItems items = JsoncItems.of(change);
            comments.addAll(between(
                    text,
                    place,
                    items.old().keySet().stream().map(items::change).toList()));
        }
        return comments;
    }

    /**
     * Returns the comments between the parts that must be preserved. A comment on the same line as a removed part can
     * be removed with it; a comment on a line of its own cannot.
     */
    private static Set<String> between(String text, JsoncNode place, List<JsoncChange> parts) {
        Set<String> comments = new HashSet<>();
        int from = place.valueStart();
        boolean stays = true;
        for (int i = 0; i < parts.size(); i++) {
            JsoncNode inner = place.inner().get(i);
            comments.addAll(between(text.substring(from, inner.start()), stays));
            stays = parts.get(i).wanted() != null;
            if (stays) {
                comments.addAll(inside(text, inner, parts.get(i)));
            }
            from = inner.end();
        }
        comments.addAll(between(text.substring(from, place.end()), stays));
        return comments;
    }

    private static List<String> between(String letters, boolean all) {
        return comments(letters).stream()
                .filter(comment -> all || comment.startsWith("own"))
                .toList();
    }

    private static List<String> comments(String text) {
        return COMMENT.matcher(text).results().map(r -> r.group()).toList();
    }
}
