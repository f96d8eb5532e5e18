package dev.openllm.server.chat.retry;

import dev.openllm.protocol.error.OpenLlmException;
import java.time.Duration;

/** Waits. An interface, so that tests need not wait. */
@FunctionalInterface
public interface Sleeper {

    /** Sleeps on the calling thread. */
    Sleeper SLEEP = Thread::sleep;

    /** Returns after the given time. @throws InterruptedException when the request was canceled meanwhile */
    void await(Duration time) throws InterruptedException;

    /** {@link #await} for a request. @throws OpenLlmException of kind {@code cancelled} */
    default void pause(Duration time) {
        try {
            await(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(Cancelled.info());
        }
    }
}
