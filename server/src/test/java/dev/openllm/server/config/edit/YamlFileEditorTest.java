package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.ConfigLocations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a file is either written completely, with private permissions and through its symbolic links, or not at
 * all.
 */
class YamlFileEditorTest {

    private static final ConfigEdit EDIT =
            new ConfigEdit(List.of("defaultModel"), Optional.of(TextNode.valueOf("new/model")));

    @TempDir
    Path temp;

    @Test
    void onlyTheOwnerCanReadANewFile() throws Exception {
        Path file = temp.resolve("a/b/config.yaml");
        edit(file, EDIT);

        assertEquals("default_model: new/model\n", Files.readString(file));
        assertEquals("rw-------", permissions(file));
        assertEquals("rwx------", permissions(file.getParent()));
    }

    @Test
    void permissionsArePreserved() throws Exception {
        Path file = createFile("default_model: old/model # kept\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        edit(file, EDIT);

        assertEquals("rw-r-----", permissions(file));
        assertEquals("default_model: new/model # kept\n", Files.readString(file));
    }

    @Test
    void aReadOnlyFileIsUnchanged() throws Exception {
        Path file = createFile("default_model: old/model\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> edit(file, EDIT));
        assertEquals(file + " cannot be written: it is read-only.", exception.getMessage());
        assertEquals("default_model: old/model\n", Files.readString(file));
    }

    @Test
    void aLinkIsPreservedAndItsTargetIsWritten() throws Exception {
        Path target = temp.resolve("dotfiles/openllm.yaml");
        Files.createDirectories(target.getParent());
        Files.writeString(target, "default_model: old/model\n");
        Path link = temp.resolve("config.yaml");
        Files.createSymbolicLink(link, Path.of("dotfiles/openllm.yaml"));
        edit(link, EDIT);

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("default_model: new/model\n", Files.readString(target));
    }

    @Test
    void byteOrderMarkAndEncodingArePreserved() throws Exception {
        Path file = temp.resolve("config.yaml");
        byte[] utf16 = "\uFEFFdefault_model: old/mödel # ü😀\r\n".getBytes(StandardCharsets.UTF_16LE);
        Files.write(file, utf16);
        edit(file, EDIT);

        assertArrayEquals(
                "\uFEFFdefault_model: new/model # ü😀\r\n".getBytes(StandardCharsets.UTF_16LE),
                Files.readAllBytes(file));
        Files.writeString(file, "\uFEFFdefault_model: old/model\n");
        edit(file, EDIT);
        assertEquals("\uFEFFdefault_model: new/model\n", Files.readString(file));
    }

    @Test
    void aFileThatDoesNotParseIsNotWritten() throws Exception {
        Path file = createFile("providers: [a\n");
        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> edit(file, EDIT));

        assertTrue(exception.getMessage().startsWith(file + ":2:1: "), exception.getMessage());
        assertEquals("providers: [a\n", Files.readString(file));
    }

    @Test
    void anInvalidValueIsNotWritten() throws Exception {
        Path file = createFile("providers: [a]\n");
        ConfigEdit invalidEdit =
                new ConfigEdit(List.of("providers", "a", "apiBase"), Optional.of(TextNode.valueOf("ftp://x")));
        OpenLlmException exception = assertThrows(OpenLlmException.class, () -> edit(file, invalidEdit));

        assertEquals("'api_base' must be a URL that starts with https:// or http://.", exception.getMessage());
        assertEquals("providers: [a]\n", Files.readString(file));
    }

    @Test
    void aFileWithOtherProblemsCanStillBeEdited() throws Exception {
        Path file = createFile("unknown: 1\n");
        edit(file, EDIT);

        assertEquals("unknown: 1\ndefault_model: new/model\n", Files.readString(file));
    }

    @Test
    void aFileThatAlreadyHasTheContentIsNotWritten() throws Exception {
        Path file = createFile("default_model: 'new/model'\n");
        Object lastModified = Files.getLastModifiedTime(file);
        ConfigEditResult result = edit(file, EDIT);

        assertEquals(List.of(), result.changes());
        assertEquals(lastModified, Files.getLastModifiedTime(file));
    }

    @Test
    void aPreviewReportsTheChangesAndWritesNothing() throws Exception {
        Path file = createFile("default_model: old/model\n");
        YamlFileEditor editor = new YamlFileEditor(temp.resolve("home"));
        var changes = editor.preview(
                new YamlFileEditor.Target(file, Optional.empty()),
                content -> NormalizedEdit.apply(content, List.of(EDIT)));

        assertEquals(1, changes.size());
        assertEquals("old/model", changes.getFirst().before().orElseThrow().asText());
        assertEquals("new/model", changes.getFirst().after().orElseThrow().asText());
        assertEquals("default_model: old/model\n", Files.readString(file));
    }

    @Test
    void aBackupIsAPrivateCopyOfTheOriginalFile() throws Exception {
        Path file = createFile("default_model: old/model\n");
        ConfigEditResult result = new YamlFileEditor(temp.resolve("home"))
                .edit(
                        new YamlFileEditor.Target(file, Optional.empty()),
                        content -> NormalizedEdit.apply(content, List.of(EDIT)),
                        true,
                        Optional.empty());

        Path backup = Path.of(result.backup().orElseThrow());
        assertEquals("default_model: old/model\n", Files.readString(backup));
        assertEquals("rw-------", permissions(backup));
    }

    @Test
    void nothingIsWrittenThroughALinkOutOfAWorkspace() throws Exception {
        Path workspace = Files.createDirectories(temp.resolve("workspace"));
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.createSymbolicLink(workspace.resolve(".config"), outside);
        YamlFileEditor.Target target =
                new YamlFileEditor.Target(ConfigLocations.workspaceFile(workspace), Optional.of(workspace));

        assertThrows(
                OpenLlmException.class,
                () -> new YamlFileEditor(temp.resolve("home"))
                        .edit(
                                target,
                                content -> NormalizedEdit.apply(content, List.of(EDIT)),
                                false,
                                Optional.empty()));
        try (var files = Files.list(outside)) {
            assertEquals(0, files.count());
        }
    }

    private Path createFile(String text) throws Exception {
        return Files.writeString(temp.resolve("config.yaml"), text);
    }

    private ConfigEditResult edit(Path file, ConfigEdit edit) {
        return new YamlFileEditor(temp.resolve("home"))
                .edit(
                        new YamlFileEditor.Target(file, Optional.empty()),
                        content -> NormalizedEdit.apply(content, List.of(edit)),
                        false,
                        Optional.empty());
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
