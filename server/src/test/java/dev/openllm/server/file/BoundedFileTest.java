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

@Timeout(TestTimeouts.OF_A_TEST)
class BoundedFileTest {

    private static final int MOST = 1 << 10;

    @TempDir
    private Path folder;

    @Test
    void aFileOfTheMaximumSizeIsRead() throws IOException {
        byte[] content = new byte[MOST];
        assertArrayEquals(content, BoundedFile.read(Files.write(folder.resolve("full"), content), MOST));
    }

    @Test
    void aLargerFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("large"), new byte[MOST + 1]);
        assertEquals("it is larger than 1 KiB", refusal(file));
    }

    @Test
    void aMissingFileIsNotAFailure() throws IOException {
        assertEquals(Optional.empty(), BoundedFile.readIfPresent(folder.resolve("absent"), MOST));
    }

    @Test
    void aFolderIsRefused() {
        assertEquals("it is not a regular file", refusal(folder));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeWithoutAWriterIsRefused() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals("it is not a regular file", refusal(pipe));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anEndlessDeviceIsRefusedEvenThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
        assertEquals("it is not a regular file", refusal(link));
    }

    private static String refusal(Path file) {
        return assertThrows(CannotRead.class, () -> BoundedFile.read(file, MOST))
                .getMessage();
    }
}
