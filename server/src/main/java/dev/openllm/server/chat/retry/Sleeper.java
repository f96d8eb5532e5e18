package dev.openllm.server.chat.retry;

import dev.openllm.protocol.error.OpenLlmException;
import java.time.Duration;

/** Waits for a specified time. This is an interface so that tests do not have to wait. */
@FunctionalInterface
public interface Sleeper {

    /** Sleeps on the calling thread. */
    Sleeper SLEEP = Thread::sleep;

    /** Waits for the specified time. @throws InterruptedException if the request was canceled in the meantime */
    void await(Duration time) throws InterruptedException;

    /**
     * Waits as {@link #await} does, but reports an interrupt as a canceled request.
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
