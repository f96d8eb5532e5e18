package dev.openllm.server.chat.retry;

import dev.openllm.protocol.error.OpenLlmException;
import java.time.Duration;

/** Waits for a specified time. This type is an interface so tests can run without waiting. */
@FunctionalInterface
public interface Sleeper {

    /** A sleeper that blocks the calling thread. */
    Sleeper SLEEP = Thread::sleep;

    /**
     * Waits for the specified time.
     *
     * @throws InterruptedException if the thread is interrupted because the request was canceled
     */
    void await(Duration time) throws InterruptedException;

    /**
     * Waits in the same way as {@link #await}, but reports an interrupt as a canceled request.
     *
     * @throws OpenLlmException of kind {@code cancelled} if the request was canceled
     */
    default void pause(Duration time) {
        try {
            await(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(Cancelled.info());
        }
    }
}
