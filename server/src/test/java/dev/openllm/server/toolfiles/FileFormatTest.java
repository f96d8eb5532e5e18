package dev.openllm.server.toolfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Tests for the behavior that all file formats have in common. {@code TomlFileTest} contains examples of TOML. JSON is
 * written with single quotes.
 */
class FileFormatTest {

    private static JsonNode json(String text) throws IOException {
        return Wire.JSON.readTree(text.replace('\'', '"'));
    }

    private static String merge(FileFormat format, String text, String content) throws IOException {
        return format.merge(text, (ObjectNode) json(content));
    }

    @Test
    void listItemsAreAddedAndItemsWithTheSameNameReplaced() throws IOException {
        String before = "{\"list\": [{\"id\": \"a\", \"n\": 1}, {\"id\": \"b\"}]}";
        String after = merge(FileFormat.JSON, before, "{'list': [{'id': 'a', 'n': 2}, {'id': 'c'}]}");
        assertEquals(json("{'list': [{'id': 'a', 'n': 2}, {'id': 'b'}, {'id': 'c'}]}"), json(after));
        String changed = after.replace("\"b\"", "\"d\"");
        assertEquals(
                json("{'list': [{'id': 'a', 'n': 1}, {'id': 'd'}]}"),
                json(FileFormat.JSON.undo(changed, before, after)));
    }

    @Test
    void aFieldWithAQuestionMarkIsAddedOnlyIfItIsMissing() throws IOException {
        assertEquals(
                "name: mine\nschema: v1\n", merge(FileFormat.YAML, "name: mine\n", "{'?name': 'x', '?schema': 'v1'}"));
        assertEquals("# empty\nname: x\n", merge(FileFormat.YAML, "# empty\n", "{'?name': 'x'}"));
    }

    @Test
    void yamlKeywordsKeepTheirNotation() throws IOException {
        String text = "auto-commits: yes\nversion: 1.10\ntime: 12:30\n";
        String after = merge(FileFormat.YAML, text, "{'model': 'm'}");
        assertEquals(text + "model: m\n", after);
        assertEquals(text + "more: on\n", FileFormat.YAML.undo(after + "more: on\n", text, after));
    }

    @Test
    void aListThatDoesNotHaveOneItemPerLineIsRefused() {
        assertThrows(IOException.class, () -> merge(FileFormat.YAML_LIST, "[{a: 1}]\n", "{'items': [{'a': 2}]}"));
        assertThrows(IOException.class, () -> merge(FileFormat.YAML_LIST, "models: []\n", "{'items': [{'a': 2}]}"));
    }

    @Test
    void itemsAreRemovedFromALongerList() throws IOException {
        String before = "- a: 1\n";
        String after = merge(FileFormat.YAML_LIST, before, "{'items': [{'a': 'two'}]}");
        assertEquals("- a: 1\n- a: \"two\"\n", after);
        assertEquals("- a: 1\n- a: 3\n", FileFormat.YAML_LIST.undo(after + "- a: 3\n", before, after));
        assertThrows(IOException.class, () -> FileFormat.YAML_LIST.undo("- a: 1\n", before, after));
    }

    @Test
    void variablesAreReplacedAddedAndRestored() throws IOException {
        String before = "export A=1\n# note\nB=2\n";
        String after = merge(FileFormat.DOTENV, before, "{'A': 'x', 'C': 'y'}");
        assertEquals("A=x\n# note\nB=2\nC=y\n", after);
        assertEquals("export A=1\n# note\nB=3\n", FileFormat.DOTENV.undo(after.replace("B=2", "B=3"), before, after));
        assertEquals("A=mine\n# note\nB=2\n", FileFormat.DOTENV.undo(after.replace("A=x", "A=mine"), before, after));
    }
}
