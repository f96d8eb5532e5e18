package dev.openllm.server.gateway;

import dev.openllm.server.chat.ResponseObserver;
import java.time.Duration;

/**
 * An observer that allows a provider request to be retried only if the retry starts before the status must be sent to
 * the client. If the retry would start later, the client receives the provider's status and {@code Retry-After}, and
 * the client can retry the request.
 */
final class PatientObserver implements ResponseObserver {

    private long startNanos = System.nanoTime();
    private final Duration maxWait;

    PatientObserver(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /**
     * Restarts the time limit, because the time that a request spends in the provider's queue does not count toward the
     * limit.
     */
    @Override
    public void onStart() {
        startNanos = System.nanoTime();
    }

    @Override
    public boolean mayRetryAfter(Duration pause) {
        return System.nanoTime() - startNanos + pause.toNanos() < maxWait.toNanos();
    }
}
