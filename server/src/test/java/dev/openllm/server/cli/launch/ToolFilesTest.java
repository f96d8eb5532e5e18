package dev.openllm.server.cli.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Writing a tool's own settings, and taking that back. */
class ToolFilesTest {

    private static final ModelInfo MODEL = new ModelInfo(
            "local/small",
            "local",
            "small",
            "Small",
            "small",
            new ModelInfo.Limits(100_000, 0, 8_000),
            new ModelInfo.Capabilities(true, false, false, false, List.of(), false, true),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    @TempDir
    Path home;

    private ToolFiles files;
    private Path settings;

    @BeforeEach
    void setUp() throws Exception {
        files = new ToolFiles(Recipe.named("claude").orElseThrow(), Map.of("HOME", home.toString()));
        settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
    }

    private ToolFiles.Written configure() {
        files.requireWritable();
        LaunchModels models = new LaunchModels(MODEL, MODEL, List.of(MODEL));
        return files.configure(models.template("http://127.0.0.1:4141", "the-token", ""), "claude-configured");
    }

    @Test
    void whatTheUserWroteStaysBesideWhatIsAdded() throws Exception {
        Files.writeString(settings, "{\"theme\": \"dark\", \"env\": {\"EDITOR\": \"vi\"}, \"number\": 1.10}");
        configure();
        JsonNode now = Wire.JSON.readTree(Files.readString(settings));
        assertEquals("dark", now.path("theme").asText());
        assertEquals("vi", now.at("/env/EDITOR").asText());
        assertEquals("local/small", now.at("/env/ANTHROPIC_MODEL").asText());
        assertTrue(Files.readString(settings).contains("1.10"));
    }

    @Test
    void takingItBackRestoresEveryByteAndLeavesNothing() throws Exception {
        byte[] before = "{ \"theme\" :\t\"dark\"}\r\n\n".getBytes();
        Files.write(settings, before);
        Path backup = configure().backup().orElseThrow();
        assertArrayEquals(before, Files.readAllBytes(backup));
        assertEquals("claude-configured", files.restore());
        assertArrayEquals(before, Files.readAllBytes(settings));
        assertFalse(Files.exists(backup));
        assertFalse(files.isConfigured());
    }

    @Test
    void aFileThatDidNotExistIsDeletedAgain() {
        assertEquals(Optional.empty(), configure().backup());
        assertTrue(Files.exists(settings));
        files.restore();
        assertFalse(Files.exists(settings));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theTokenIsForTheUserAloneAndThePermissionsReturn() throws Exception {
        Files.writeString(settings, "{}");
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
        configure();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)));
        files.restore();
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)));
    }

    @Test
    void aFileWithCommentsIsNotRewritten() throws Exception {
        String text = "{ // mine\n}";
        Files.writeString(settings, text);
        assertThrows(OpenLlmException.class, this::configure);
        assertEquals(text, Files.readString(settings));
    }

    @Test
    void aFileThatWasChangedSinceIsLeftAlone() throws Exception {
        Files.writeString(settings, "{}");
        configure();
        Files.writeString(settings, "{\"theme\": \"light\"}");
        OpenLlmException refused = assertThrows(OpenLlmException.class, files::restore);
        assertTrue(refused.info().message().contains("was changed since"));
        assertEquals("{\"theme\": \"light\"}", Files.readString(settings));
    }

    @Test
    void aSecondTimeIsRefusedUntilTheFirstIsTakenBack() throws Exception {
        Files.writeString(settings, "{}");
        configure();
        assertThrows(OpenLlmException.class, this::configure);
    }

    @Test
    void aToolWithoutSuchSettingsIsRefused() {
        ToolFiles none = new ToolFiles(Recipe.named("copilot").orElseThrow(), Map.of("HOME", home.toString()));
        assertThrows(OpenLlmException.class, none::requireWritable);
    }
}
