package dev.openllm.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedLogTest {

    @TempDir
    Path folder;

    @Test
    void theLatestLinesAreInTwoPrivateFilesOfLimitedSize() throws IOException {
        Path file = folder.resolve("a.log");
        try (RotatedLog log = new RotatedLog(file, 100)) {
            for (int i = 0; i < 50; i++) {
                log.write(("line " + i + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        Path previous = folder.resolve("a.log.1");
        assertTrue(Files.size(file) <= 100 && Files.size(previous) <= 100);
        assertTrue(Files.readString(previous).endsWith("\n"));
        assertTrue((Files.readString(previous) + Files.readString(file)).endsWith("line 47\nline 48\nline 49\n"));
        for (Path logFile : new Path[] {file, previous}) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(logFile)));
        }
    }

    @Test
    void aLineThatIsTooLongIsTruncated() throws IOException {
        Path file = folder.resolve("a.log");
        try (RotatedLog log = new RotatedLog(file, 100)) {
            log.write(new byte[1000]);
        }
        assertEquals(100, Files.size(file));
    }

    @Test
    void anEarlierLogIsContinuedAndMadePrivate() throws IOException {
        Path file = folder.resolve("a.log");
        Files.writeString(file, "before\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (RotatedLog log = new RotatedLog(file, 100)) {
            log.write("after\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals("before\nafter\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
