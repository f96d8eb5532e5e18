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
        ObjectNode original;
        try {
            original = text.read();
        } catch (IOException invalid) {
            return;
        }
        assertMemberCanBeAdded(text, original);
        long seed = Arrays.hashCode(input);
        ObjectNode expected = new RandomJsonc(seed).mutate(original);
        try {
            assertTrue(JsoncText.same(
                    expected,
                    text.withContent(expected, SettingsRenderer.FILE_SHAPE).read()));
        } catch (IOException rejected) {
            // The editor rejects such a document, so the user makes the change manually.
        }
    }

    private static void assertMemberCanBeAdded(JsoncText text, ObjectNode original) {
        ObjectNode expected = original.deepCopy();
        expected.put("openLLM.added", "value // no comment");
        try {
            JsoncText edited = text.withContent(expected, SettingsRenderer.FILE_SHAPE);
            assertTrue(JsoncText.same(expected, edited.read()), edited::text);
            if (!original.has("openLLM.added") && !text.text().isBlank()) {
                assertEquals(comments(text.text()), comments(edited.text()), edited::text);
            }
        } catch (IOException unexpected) {
            throw new AssertionError("a member fits into every object: " + text.text(), unexpected);
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
