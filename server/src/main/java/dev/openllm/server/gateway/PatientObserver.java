package dev.openllm.server.gateway;

import dev.openllm.server.chat.ResponseObserver;
import java.time.Duration;

/**
 * An observer that allows retries while the client is waiting for the status. A longer wait is left to the client,
 * which receives the provider's status and {@code Retry-After}.
 */
final class PatientObserver implements ResponseObserver {

    private long startNanos = System.nanoTime();
    private final Duration longestWait;

    PatientObserver(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** Restarts the time limit, because the time spent in a provider's queue does not count. */
    @Override
    public void begins() {
        startNanos = System.nanoTime();
    }

    @Override
    public boolean waits(Duration pause) {
        return System.nanoTime() - startNanos + pause.toNanos() < longestWait.toNanos();
    }
}
