package dev.openllm.server.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer for all streams. Each action runs on its own thread because a slow client can block it. */
final class StreamTimer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("gateway-clock").factory());

    StreamTimer() {
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    Future<?> after(Duration delay, Runnable work) {
        try {
            return clock.schedule(() -> Thread.ofVirtual().start(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null); // the connections of the streams are closed as well
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
