package dev.openllm.server.toolfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The content to merge is written with single quotes. */
class TomlFileTest {

    private static String merged(String text, String content) throws IOException {
        return FileFormat.TOML.merge(text, (ObjectNode) Wire.JSON.readTree(content.replace('\'', '"')));
    }

    @Test
    void aValueIsReplacedInPlace() throws IOException {
        assertEquals(
                "a = 1\r\n'model' = \"new\"   # why\r\n[t]\r\nmodel = 'other'\r\n",
                merged("a = 1\r\n'model' = '''o\nld'''   # why\r\n[t]\r\nmodel = 'other'\r\n", "{'model': 'new'}"));
    }

    @Test
    void aRootKeyIsAddedBeforeTheFirstTable() throws IOException {
        assertEquals(
                "a = [ # one\n  \"]\", 2,\n]\nb = 2\n\n# about t\n[t]\n",
                merged("a = [ # one\n  \"]\", 2,\n]\n\n# about t\n[t]\n", "{'b': 2}"));
        assertEquals("b = true\n[t]\nx = 1\n", merged("[t]\nx = 1\n", "{'b': true}"));
        assertEquals("a = 1\nb = 2\n", merged("a = 1", "{'b': 2}"));
    }

    @Test
    void aTableIsExtendedOrAdded() throws IOException {
        assertEquals(
                "[p.x]\nold = 1\nname = \"X\"\n\n[q]\n",
                merged("[p.x]\nold = 1\n\n[q]\n", "{'p': {'x': {'name': 'X'}}}"));
        assertEquals("[p.\"a b\"]\nn = 1\n", merged("", "{'p': {'a b': {'n': 1}}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p = { y = 1 }\n", "[[p]]\ny = 1\n", "p.x.y = 1\n", "[p.x.name]\ny = 1\n"})
    void aTableInAnotherNotationIsRefused(String text) {
        IOException refused = assertThrows(IOException.class, () -> merged(text, "{'p': {'x': {'name': 'X'}}}"));
        assertTrue(
                refused.getMessage().matches("'p.*' is (not written as a table|written in another form)"),
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n", "a = \n", "a = [1\n", "a = \"x\n", "[t\n", "= 1\n", "a = \"x\\"})
    void invalidTomlIsRefused(String text) {
        assertThrows(IOException.class, () -> merged(text, "{'b': 2}"));
    }

    @Test
    void onlyAddedValuesAreRemoved() throws IOException {
        String before = "model = \"old\" # mine\n";
        String after = merged(before, "{'model': 'new', 'n': 1, 'p': {'x': {'name': 'X', 'url': 'u'}}}");
        String projects = "\n[projects.\"/a\"]\ntrust = \"yes\"\n";
        assertEquals(before + projects, FileFormat.TOML.undo(after + projects, before, after));
        String changed = after.replace("url = \"u\"", "url = \"mine\"");
        assertEquals(
                before + "\n[p.x]\nurl = \"mine\"\n" + projects,
                FileFormat.TOML.undo(changed + projects, before, after));
    }
}
