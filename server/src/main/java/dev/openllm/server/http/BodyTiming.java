package dev.openllm.server.http;

import java.time.Duration;

/** How long the reader of a body waits. Owned by the reading thread. */
public final class BodyTiming {

    /** How long a reader that is done waits for the end of the body, to reuse the connection. */
    private static final Duration END_GRACE = Duration.ofMillis(10);

    private final TimeLimits limits;
    private final long start;
    private boolean begun;

    /** @param start the {@link System#nanoTime} from which the first-byte limit counts */
    public BodyTiming(TimeLimits limits, long start) {
        this.limits = limits;
        this.start = start;
    }

    /**
     * How long to wait for the next bytes. Some servers send the head at once and think afterwards: the first-byte
     * limit applies to the body too.
     */
    public Duration limit() {
        Duration ofFirst = begun ? Duration.ZERO : limits.firstByte().minusNanos(System.nanoTime() - start);
        return ofFirst.compareTo(limits.silence()) > 0 ? ofFirst : limits.silence();
    }

    /** Whether {@link #arrived} was called. */
    public boolean begun() {
        return begun;
    }

    /** Bytes, or the end, arrived. */
    public void arrived() {
        begun = true;
    }

    /** @return the {@link System#nanoTime} until which a reader that is done waits for the end */
    public static long drainDeadline() {
        return System.nanoTime() + END_GRACE.toNanos();
    }
}
