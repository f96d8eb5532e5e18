package dev.openllm.server.gateway;

import dev.openllm.server.chat.ResponseObserver;
import java.time.Duration;

/**
 * An observer that allows a retry only if it starts within the time for which the client waits for the status. If the
 * retry would start later, the client receives the provider's status and {@code Retry-After}, and can retry by itself.
 */
final class PatientObserver implements ResponseObserver {

    private long startNanos = System.nanoTime();
    private final Duration longestWait;

    PatientObserver(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** Restarts the time limit, because the time spent in a provider's queue is not included in the limit. */
    @Override
    public void begins() {
        startNanos = System.nanoTime();
    }

    @Override
    public boolean waits(Duration pause) {
        return System.nanoTime() - startNanos + pause.toNanos() < longestWait.toNanos();
    }
}
