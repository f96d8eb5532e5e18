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

    private static String merge(String text, String content) throws IOException {
        return FileFormat.TOML.merge(text, (ObjectNode) Wire.JSON.readTree(content.replace('\'', '"')));
    }

    @Test
    void aValueIsReplacedInPlace() throws IOException {
        assertEquals(
                "a = 1\r\n'model' = \"new\"   # why\r\n[t]\r\nmodel = 'other'\r\n",
                merge("a = 1\r\n'model' = '''o\nld'''   # why\r\n[t]\r\nmodel = 'other'\r\n", "{'model': 'new'}"));
    }

    @Test
    void aRootKeyIsAddedBeforeTheFirstTable() throws IOException {
        assertEquals(
                "a = [ # one\n  \"]\", 2,\n]\nb = 2\n\n# about t\n[t]\n",
                merge("a = [ # one\n  \"]\", 2,\n]\n\n# about t\n[t]\n", "{'b': 2}"));
        assertEquals("b = true\n[t]\nx = 1\n", merge("[t]\nx = 1\n", "{'b': true}"));
        assertEquals("a = 1\nb = 2\n", merge("a = 1", "{'b': 2}"));
    }

    @Test
    void aTableIsExtendedOrAdded() throws IOException {
        assertEquals(
                "[p.x]\nold = 1\nname = \"X\"\n\n[q]\n",
                merge("[p.x]\nold = 1\n\n[q]\n", "{'p': {'x': {'name': 'X'}}}"));
        assertEquals("[p.\"a b\"]\nn = 1\n", merge("", "{'p': {'a b': {'n': 1}}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p = { y = 1 }\n", "[[p]]\ny = 1\n", "p.x.y = 1\n", "[p.x.name]\ny = 1\n"})
    void aTableInAnotherNotationIsRefused(String text) {
        IOException exception = assertThrows(IOException.class, () -> merge(text, "{'p': {'x': {'name': 'X'}}}"));
        assertTrue(
                exception.getMessage().matches("'p.*' is (not written as a table|written in another form)"),
                exception.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n", "a = \n", "a = [1\n", "a = \"x\n", "[t\n", "= 1\n", "a = \"x\\"})
    void invalidTomlIsRefused(String text) {
        assertThrows(IOException.class, () -> merge(text, "{'b': 2}"));
    }

    @Test
    void onlyAddedValuesAreRemoved() throws IOException {
        String before = "model = \"old\" # mine\n";
        String after = merge(before, "{'model': 'new', 'n': 1, 'p': {'x': {'name': 'X', 'url': 'u'}}}");
        String unrelatedTable = "\n[projects.\"/a\"]\ntrust = \"yes\"\n";
        assertEquals(before + unrelatedTable, FileFormat.TOML.undo(after + unrelatedTable, before, after));
        String edited = after.replace("url = \"u\"", "url = \"mine\"");
        assertEquals(
                before + "\n[p.x]\nurl = \"mine\"\n" + unrelatedTable,
                FileFormat.TOML.undo(edited + unrelatedTable, before, after));
    }
}
