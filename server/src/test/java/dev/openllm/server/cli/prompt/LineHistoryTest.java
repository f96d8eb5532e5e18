package dev.openllm.server.cli.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineHistoryTest {

    @TempDir
    Path folder;

    private LineHistory history() {
        return LineHistory.inFolder(folder, "lines");
    }

    @Test
    void aLineIsAvailableInTheNextSession() throws IOException {
        history().add("One\nmessage");

        assertEquals(List.of("One\nmessage"), history().lines());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("lines"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abcdefgh12345678",
                "my key is AIzaSyA-1234567890abcdef",
                "Authorization: Bearer abcdef.ghijkl",
                "use 8f14e45fceea167a5a36dedd4bea2543 please"
            })
    void textThatResemblesAKeyIsNotStored(String line) {
        history().add(line);

        assertEquals(List.of(), history().lines());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Explain src/main/java/dev/openllm/server/Application.java", "task-force and risk-free", "Hi"})
    void ordinaryTextIsStored(String line) {
        assertFalse(LineHistory.looksLikeKey(line));
    }

    @Test
    void theSizeOfTheFileIsLimited() throws IOException {
        for (int i = 0; i < 150; i++) {
            history().add(i + " " + "word ".repeat(1_900));
        }

        assertTrue(Files.size(folder.resolve("lines")) <= 1 << 20);
        assertTrue(history().lines().getLast().startsWith("149 "));
    }

    @Test
    void aDamagedLineIsSkipped() throws IOException {
        Files.writeString(folder.resolve("lines"), "\"one\"\nbroken\n\"two\"\n");

        assertEquals(List.of("one", "two"), history().lines());
    }

    @Test
    void aDumbTerminalHasNoLineEditing() {
        assertTrue(LineEditor.isDumb(Map.of("TERM", "dumb")));
        assertFalse(LineEditor.isDumb(Map.of("TERM", "xterm-256color")));
    }
}
