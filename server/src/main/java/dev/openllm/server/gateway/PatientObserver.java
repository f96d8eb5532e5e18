package dev.openllm.server.gateway;

import dev.openllm.server.chat.ResponseObserver;
import java.time.Duration;

/**
 * Allows retries as long as the client waits for the status: a longer wait is left to the client, which receives the
 * provider's status and {@code Retry-After}.
 */
final class PatientObserver implements ResponseObserver {

    private long startNanos = System.nanoTime();
    private final Duration longestWait;

    PatientObserver(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** The time in the queue of a provider does not count against the provider. */
    @Override
    public void begins() {
        startNanos = System.nanoTime();
    }

    @Override
    public boolean waits(Duration pause) {
        return System.nanoTime() - startNanos + pause.toNanos() < longestWait.toNanos();
    }
}
