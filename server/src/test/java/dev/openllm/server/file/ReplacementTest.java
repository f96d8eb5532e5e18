package dev.openllm.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplacementTest {

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void aFileThatAnotherProgramHasOpenIsReplacedAfterItIsClosed() throws IOException {
        new Replacement(Duration.ofMinutes(1)).run(() -> failUntilAttempt(3));

        assertEquals(3, attempts.get());
    }

    @Test
    void aFileThatRemainsOpenIsAnError() {
        Replacement replacement = new Replacement(Duration.ofMillis(50));

        assertThrows(AccessDeniedException.class, () -> replacement.run(() -> failUntilAttempt(Integer.MAX_VALUE)));
    }

    @Test
    void ifTheSystemDoesNotLockOpenFilesARefusalIsFinal() {
        assertThrows(AccessDeniedException.class, () -> new Replacement(Duration.ZERO).run(() -> failUntilAttempt(2)));
        assertEquals(1, attempts.get());
    }

    @Test
    void aCancellationEndsTheRetries() {
        Thread.currentThread().interrupt();

        assertThrows(
                AccessDeniedException.class,
                () -> new Replacement(Duration.ofMinutes(1)).run(() -> failUntilAttempt(Integer.MAX_VALUE)));
        assertTrue(Thread.interrupted());
    }

    private void failUntilAttempt(int successfulAttempt) throws AccessDeniedException {
        if (attempts.incrementAndGet() < successfulAttempt) {
            throw new AccessDeniedException("config.yaml");
        }
    }
}
