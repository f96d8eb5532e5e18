package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {

    @TempDir
    private Path folder;

    @Test
    void theOldestCopiesAreDeletedEvenIfTheClockWasSetBack() throws Exception {
        for (int i = 10; i < 60; i++) {
            Files.writeString(folder.resolve("20990101-0000" + i + "-000-config.yaml"), "old " + i);
        }
        Backups backups = new Backups(folder);

        Path first = backups.store("config.yaml", "first".getBytes(StandardCharsets.UTF_8));
        Path second = backups.store("config.yaml", "second".getBytes(StandardCharsets.UTF_8));

        assertTrue(Files.exists(first));
        try (Stream<Path> copies = Files.list(folder)) {
            List<Path> sortedCopies = copies.sorted().toList();
            assertEquals(50, sortedCopies.size());
            assertEquals(List.of(first, second), sortedCopies.subList(48, 50));
            assertEquals("old 12", Files.readString(sortedCopies.getFirst()));
        }
    }
}
