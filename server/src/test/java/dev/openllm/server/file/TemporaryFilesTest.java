package dev.openllm.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {

    private static final String LEFTOVER_SUFFIX = ".6f9619ff-8b86-4011-b42d-00cf4fc964ff.tmp";

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void findTheRealFolder() throws IOException {
        folder = temp.toRealPath();
    }

    @Test
    void filesOfAKilledWriterAreRemoved() throws IOException {
        Files.writeString(folder.resolve("..env" + LEFTOVER_SUFFIX), "KEY=canary-left");
        TemporaryFiles.deleteLeftovers(folder);
        assertEquals(List.of(), fileNames());
    }

    @Test
    void aFileThatIsBeingWrittenIsPreserved() throws IOException {
        try (TemporaryFiles.Fresh temporaryFile = TemporaryFiles.create(folder.resolve(".env"))) {
            TemporaryFiles.deleteLeftovers(folder);
            assertTrue(Files.exists(temporaryFile.path()));
        }
    }

    @Test
    void aFileThatAnotherProcessIsWritingIsPreserved() throws Exception {
        Path file = Files.writeString(folder.resolve("..env" + LEFTOVER_SUFFIX), "KEY=");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockingProcess.class.getName(),
                        file.toString())
                .start();
        try (var out = writer.inputReader()) {
            assertEquals("locked", out.readLine());
            TemporaryFiles.deleteLeftovers(folder);
            assertTrue(Files.exists(file));
        } finally {
            writer.destroyForcibly().waitFor();
        }
        TemporaryFiles.deleteLeftovers(folder);
        assertEquals(List.of(), fileNames());
    }

    @Test
    void otherFilesArePreserved() throws IOException {
        List<String> otherNames =
                List.of(".env", ".env.tmp", "notes" + LEFTOVER_SUFFIX, ".config" + LEFTOVER_SUFFIX + ".bak");
        for (String name : otherNames) {
            Files.writeString(folder.resolve(name), "");
        }
        TemporaryFiles.deleteLeftovers(folder);
        assertEquals(otherNames.stream().sorted().toList(), fileNames());
    }

    @Test
    void theNextWriteOfAFileRemovesItsLeftovers() throws IOException {
        Files.writeString(folder.resolve("..env" + LEFTOVER_SUFFIX), "KEY=canary-left");
        AtomicFile.replacePrivately(folder.resolve(".env"), "KEY=new".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(".env"), fileNames());
    }

    private List<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
