package dev.openllm.server.config.jsonc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.edit.SettingsRenderer;
import dev.openllm.server.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Fuzzes the editor of VS Code settings files: the result has the requested content, and adding a member preserves all
 * comments.
 */
public final class JsoncEditFuzz implements FuzzTarget {

    @Override
    public String name() {
        return "jsonc";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.concat(
                        Stream.of(
                                "{}",
                                "// only a comment\n{ /* in */ }",
                                "{\n"
                                        + "  // one\n"
                                        + "  \"openLLM.defaultModel\": \"a/b\", // two\n"
                                        + "  \"x\": [1, /* 3 */ 2,],\n"
                                        + "}\n"),
                        LongStream.range(0, 12).mapToObj(seed -> new RandomJsonc(seed).file()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] input) {
        JsoncText text = new JsoncText(new String(input, StandardCharsets.UTF_8));
        ObjectNode old;
        try {
            old = text.read();
        } catch (IOException refused) {
            return;
        }
        assertAdded(text, old);
        long seed = Arrays.hashCode(input);
        ObjectNode wanted = new RandomJsonc(seed).changed(old);
        try {
            assertTrue(JsoncText.same(
                    wanted,
                    text.withContent(wanted, SettingsRenderer.FILE_SHAPE).read()));
        } catch (IOException doesNotFit) {
            // The editor rejects such a document, so the user makes the change manually.
        }
    }

    private static void assertAdded(JsoncText text, ObjectNode old) {
        ObjectNode wanted = old.deepCopy();
        wanted.put("openLLM.added", "value // no comment");
        try {
            JsoncText changed = text.withContent(wanted, SettingsRenderer.FILE_SHAPE);
            assertTrue(JsoncText.same(wanted, changed.read()), changed::text);
            if (!old.has("openLLM.added") && !text.text().isBlank()) {
                assertEquals(comments(text.text()), comments(changed.text()), changed::text);
            }
        } catch (IOException doesNotFit) {
            throw new AssertionError("a member fits into every object: " + text.text(), doesNotFit);
        }
    }

    /** Returns the comments of a valid document. */
    private static List<String> comments(String text) {
        List<String> comments = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            int start = i;
            if (text.charAt(i) == '"') {
                for (i++; i < text.length() && text.charAt(i) != '"'; i++) {
                    i += text.charAt(i) == '\\' ? 1 : 0;
                }
            } else if (text.startsWith("//", i)) {
                while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                    i++;
                }
                comments.add(text.substring(start, i));
            } else if (text.startsWith("/*", i)) {
                int end = text.indexOf("*/", i + 2);
                i = end < 0 ? text.length() : end + 1;
                comments.add(text.substring(start, Math.min(text.length(), i + 1)));
            }
        }
        return comments;
    }
}
