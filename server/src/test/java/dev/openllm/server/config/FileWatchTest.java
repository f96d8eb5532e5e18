package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    /** Several polling intervals of {@code FileWatch}. */
    private static final long WAIT_MS = 1_500;

    @TempDir
    private Path folder;

    @Test
    void aFileFromBeforeAClockChangeIsReportedOnlyWhenItIsWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("config.yaml"), "a: 1\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofHours(3))));
        Semaphore reports = new Semaphore(0);
        try (FileWatch watch = new FileWatch(reports::release)) {
            watch.watch(List.of(file));
            TimeUnit.MILLISECONDS.sleep(WAIT_MS);
            assertEquals(0, reports.availablePermits());

            Files.writeString(file, "a: 2\n");

            assertTrue(reports.tryAcquire(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
        }
    }
}
