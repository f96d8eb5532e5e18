package dev.openllm.server.rpc.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.file.ProcessStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RuntimeFileTest {

    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void setUp() {
        folder = home.resolve("run");
    }

    @Test
    void theFolderDependsOnTheEnvironment() {
        assertEquals(Path.of("/x"), RuntimeFile.folder(Map.of("OPENLLM_RUNTIME_DIR", "/x", "XDG_RUNTIME_DIR", "/y")));
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "Windows has its own folder.");
        assertEquals(Path.of("/y/openllm"), RuntimeFile.folder(Map.of("XDG_RUNTIME_DIR", "/y")));
        assertEquals(
                Path.of(System.getProperty("user.home"), ".local/state/openllm/run"), RuntimeFile.folder(Map.of()));
    }

    @Test
    void theFileContainsTheConnectionDetails() throws IOException {
        new RuntimeFile(folder).publish(4711, "secret", List.of("/project"));
        JsonNode entry = Wire.JSON.readTree(ownFile().toFile());
        assertEquals(4711, entry.path("port").asInt());
        assertEquals("secret", entry.path("token").asText());
        assertEquals(ProcessHandle.current().pid(), entry.path("processId").asLong());
        assertEquals("[\"/project\"]", entry.path("folders").toString());
    }

    @Test
    void onlyTheOwnerCanReadTheFile() throws IOException {
        new RuntimeFile(folder).publish(1, "t", List.of());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ownFile())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void aFolderThatOthersCanReadIsMadePrivate() throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        new RuntimeFile(folder).publish(1, "t", List.of());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void aLinkInsteadOfTheFolderIsRefused() throws IOException {
        Path otherFolder = Files.createDirectory(home.resolve("elsewhere"));
        Files.createSymbolicLink(folder, otherFolder);
        assertThrows(IOException.class, () -> new RuntimeFile(folder).publish(1, "t", List.of()));
        assertEquals(0, otherFolder.toFile().list().length);
    }

    @Test
    void aLinkInsteadOfTheFileIsReplacedAndNotFollowed() throws IOException {
        Files.createDirectory(folder);
        Path target = Files.writeString(home.resolve("target"), "untouched");
        Files.createSymbolicLink(ownFile(), target);
        new RuntimeFile(folder).publish(1, "t", List.of());
        assertEquals("untouched", Files.readString(target));
        assertTrue(Files.isRegularFile(ownFile(), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void filesOfEndedServersAreRemoved() throws Exception {
        Process endedProcess = new ProcessBuilder("true").start();
        endedProcess.waitFor();
        Path stale = write(endedProcess.pid() + ".json", "{\"processId\":" + endedProcess.pid() + "}");
        Path reusedId =
                write("1.json", "{\"processId\":" + ProcessHandle.current().pid() + ",\"processStart\":1}");
        Path malformed = write("2.json", "{");
        new RuntimeFile(folder).publish(1, "t", List.of());
        assertFalse(Files.exists(stale));
        assertFalse(Files.exists(reusedId));
        assertFalse(Files.exists(malformed));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFileOfARunningServerIsPreservedAfterAClockChange() throws IOException {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        ObjectNode entry = Wire.JSON.createObjectNode().put("processId", parent.pid());
        ProcessStart.of(parent).writeTo(entry);
        Path running = write(
                parent.pid() + ".json",
                // Java computes this time from a boot time that changes with the system clock.
                entry.put(
                                "processStart",
                                parent.info().startInstant().orElseThrow().toEpochMilli() + 7_200_000)
                        .toString());
        new RuntimeFile(folder).publish(1, "t", List.of());
        assertTrue(Files.exists(running));
    }

    @Test
    void otherFilesArePreserved() throws IOException {
        Path other = write("access.json", "[]");
        new RuntimeFile(folder).publish(1, "t", List.of());
        assertTrue(Files.exists(other));
    }

    @Test
    void filesOfRunningServersArePreserved() throws IOException {
        long parentId = ProcessHandle.current().parent().orElseThrow().pid();
        Path running = write(parentId + ".json", "{\"processId\":" + parentId + "}");
        new RuntimeFile(folder).publish(1, "t", List.of());
        assertTrue(Files.exists(running));
    }

    @Test
    void removingDeletesOnlyTheServersOwnFile() throws IOException {
        RuntimeFile file = new RuntimeFile(folder);
        file.publish(1, "t", List.of());
        Path otherFile = write("x.json", "{}");
        file.remove();
        assertFalse(Files.exists(ownFile()));
        assertTrue(Files.exists(otherFile));
    }

    private Path ownFile() {
        return folder.resolve(ProcessHandle.current().pid() + ".json");
    }

    private Path write(String name, String json) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(name), json);
    }
}
