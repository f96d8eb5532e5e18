package dev.openllm.server.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(TestTimeouts.TEST_SECONDS)
class BoundedFileTest {

    private static final int MAX_BYTES = 1 << 10;

    @TempDir
    private Path folder;

    @Test
    void aFileOfTheMaximumSizeIsRead() throws IOException {
        byte[] content = new byte[MAX_BYTES];
        assertArrayEquals(content, BoundedFile.read(Files.write(folder.resolve("full"), content), MAX_BYTES));
    }

    @Test
    void aLargerFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("large"), new byte[MAX_BYTES + 1]);
        assertEquals("it is larger than 1 KiB", errorMessage(file));
    }

    @Test
    void aMissingFileIsNotAFailure() throws IOException {
        assertEquals(Optional.empty(), BoundedFile.readIfPresent(folder.resolve("absent"), MAX_BYTES));
    }

    @Test
    void aFolderIsRefused() {
        assertEquals("it is not a regular file", errorMessage(folder));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeWithoutAWriterIsRefused() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals("it is not a regular file", errorMessage(pipe));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anEndlessDeviceIsRefusedEvenThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
        assertEquals("it is not a regular file", errorMessage(link));
    }

    private static String errorMessage(Path file) {
        return assertThrows(CannotRead.class, () -> BoundedFile.read(file, MAX_BYTES))
                .getMessage();
    }
}
