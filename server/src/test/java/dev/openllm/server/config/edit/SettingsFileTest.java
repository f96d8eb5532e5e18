package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that {@code settings.json} is read as VS Code reads it, and that an edit changes no more characters than
 * necessary.
 */
class SettingsFileTest {

    @TempDir
    Path temp;

    private Path file;
    private SettingsFile settings;

    @BeforeEach
    void open() {
        file = temp.resolve("settings.json");
        settings = new SettingsFile(file, temp.resolve("home"));
    }

    @Test
    void onlyTheSettingsOfThisProductAreRead() throws IOException {
        write("// mine\n{ \"editor.tabSize\": 2, /* here */ \"openLLM.defaultModel\": \"a/b\", }\n");

        assertEquals("{\"defaultModel\":\"a/b\"}", settings.read().toString());
    }

    @Test
    void aMissingFileIsEmpty() {
        assertEquals("{}", settings.read().toString());
    }

    @Test
    void aValueIsReplacedInPlace() throws IOException {
        write("{\n  // models\n  \"openLLM.defaultModel\": \"a/b\", // the old one\n  \"x\": [1, 2]\n}\n");

        settings.write(List.of(set("defaultModel", "\"c/d\"")));

        assertEquals(
                "{\n  // models\n  \"openLLM.defaultModel\": \"c/d\", // the old one\n  \"x\": [1, 2]\n}\n",
                Files.readString(file));
    }

    @Test
    void aNewValueIsAddedLastWithTheIndentationOfTheFile() throws IOException {
        write("{\n  \"x\": 1 // one\n}\n");

        settings.write(List.of(set("providers", "[{\"name\":\"a\"}]")));

        assertEquals(
                "{\n  \"x\": 1, // one\n  \"openLLM.providers\": [\n    {\n      \"name\": \"a\"\n    }\n  ]\n}\n",
                Files.readString(file));
    }

    @Test
    void aTrailingCommaIsNotDuplicated() throws IOException {
        write("{\n    \"x\": 1,\n}\n");

        settings.write(List.of(set("defaultModel", "\"a/b\"")));

        assertEquals("{\n    \"x\": 1,\n    \"openLLM.defaultModel\": \"a/b\"\n}\n", Files.readString(file));
    }

    @Test
    void aValueIsRemovedWithItsLineAndComma() throws IOException {
        write("{\n  \"x\": 1,\n  \"openLLM.defaultModel\": \"a/b\"\n}\n");

        settings.write(List.of(new Setting("defaultModel", Optional.empty())));

        assertEquals("{\n  \"x\": 1\n}\n", Files.readString(file));
    }

    @Test
    void commentsInsideAChangedValueArePreserved() throws IOException {
        write("{\n  \"openLLM.providers\": [\n    \"a\", // one\n    \"b\" // two\n  ]\n}\n");

        settings.write(List.of(set("providers", "[\"a\", \"b\", \"c\"]")));

        assertEquals(
                "{\n  \"openLLM.providers\": [\n    \"a\", // one\n    \"b\", // two\n    \"c\"\n  ]\n}\n",
                Files.readString(file));
    }

    @Test
    void anUnrelatedNumberThatIsTooLargeIsUnchanged() throws IOException {
        write("{\n  \"x\": 1e999,\n  \"openLLM.defaultModel\": \"a/b\"\n}\n");

        settings.write(List.of(set("defaultModel", "\"c/d\"")));

        assertEquals("{\n  \"x\": 1e999,\n  \"openLLM.defaultModel\": \"c/d\"\n}\n", Files.readString(file));
    }

    @Test
    void aMissingFileIsCreated() throws IOException {
        Optional<Path> backup = settings.write(List.of(set("secrets.keychain", "false")));

        assertEquals("{\n    \"openLLM.secrets.keychain\": false\n}\n", Files.readString(file));
        assertEquals(Optional.empty(), backup);
    }

    @Test
    void lineEndingsArePreservedAndABackupIsSaved() throws IOException {
        write("{\r\n  \"x\": 1\r\n}\r\n");

        Path backup = settings.write(List.of(set("defaultModel", "\"a/b\""))).orElseThrow();

        assertEquals("{\r\n  \"x\": 1,\r\n  \"openLLM.defaultModel\": \"a/b\"\r\n}\r\n", Files.readString(file));
        assertEquals("{\r\n  \"x\": 1\r\n}\r\n", Files.readString(backup));
    }

    @Test
    void aMalformedFileIsNeitherWrittenNorQuoted() throws IOException {
        write("{\n  \"token\": canary\n}\n");

        OpenLlmException exception =
                assertThrows(OpenLlmException.class, () -> settings.write(List.of(set("defaultModel", "\"a/b\""))));

        assertTrue(
                exception.getMessage().endsWith("settings.json cannot be written: line 2 is not valid JSON."),
                exception.getMessage());
        assertFalse(exception.getMessage().contains("canary"));
        assertEquals("{\n  \"token\": canary\n}\n", Files.readString(file));
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private static Setting set(String name, String json) throws IOException {
        JsonNode value = Wire.JSON.readTree(json);
        return new Setting(name, Optional.of(value));
    }
}
