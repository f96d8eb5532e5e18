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

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void aFileThatAnotherProgramHasOpenIsReplacedAfterItIsClosed() throws IOException {
        new Replacement(Duration.ofMinutes(1)).run(() -> refuseUntil(3));

        assertEquals(3, tries.get());
    }

    @Test
    void aFileThatRemainsOpenIsAnError() {
        Replacement briefly = new Replacement(Duration.ofMillis(50));

        assertThrows(AccessDeniedException.class, () -> briefly.run(() -> refuseUntil(Integer.MAX_VALUE)));
    }

    @Test
    void ifTheSystemDoesNotLockOpenFilesARefusalIsFinal() {
        assertThrows(AccessDeniedException.class, () -> new Replacement(Duration.ZERO).run(() -> refuseUntil(2)));
        assertEquals(1, tries.get());
    }

    @Test
    void aCancellationEndsTheRetries() {
        Thread.currentThread().interrupt();

        assertThrows(
                AccessDeniedException.class,
                () -> new Replacement(Duration.ofMinutes(1)).run(() -> refuseUntil(Integer.MAX_VALUE)));
        assertTrue(Thread.interrupted());
    }

    private void refuseUntil(int accepted) throws AccessDeniedException {
        if (tries.incrementAndGet() < accepted) {
            throw new AccessDeniedException("config.yaml");
        }
    }
}
