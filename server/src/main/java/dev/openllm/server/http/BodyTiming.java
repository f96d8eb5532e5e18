package dev.openllm.server.http;

import java.time.Duration;

/** The time limits that apply while the body of a response is read. Used only by the reading thread. */
public final class BodyTiming {

    /** How long to wait for the rest of a body that is no longer needed, so that the connection can be reused. */
    private static final Duration END_GRACE = Duration.ofMillis(10);

    private final TimeLimits limits;
    private final long start;
    private boolean hasStarted;

    /** @param start the value of {@link System#nanoTime} from which the time limit for the first byte is measured */
    public BodyTiming(TimeLimits limits, long start) {
        this.limits = limits;
        this.start = start;
    }

    /**
     * Returns how long to wait for the next bytes. Some servers send the head of the response immediately but generate
     * the content before they send the body. Therefore, the time limit for the first byte also applies to the body.
     */
    public Duration limit() {
        Duration firstByteLimit =
                hasStarted ? Duration.ZERO : limits.firstByte().minusNanos(System.nanoTime() - start);
        return firstByteLimit.compareTo(limits.silence()) > 0 ? firstByteLimit : limits.silence();
    }

    /** Returns whether any part of the body has arrived. */
    public boolean hasStarted() {
        return hasStarted;
    }

    /** Records the arrival of bytes or of the end of the body. */
    public void recordArrival() {
        hasStarted = true;
    }

    /**
     * Returns the deadline for receiving the rest of a body that is no longer needed.
     *
     * @return the deadline, as a {@link System#nanoTime} value
     */
    public static long drainDeadline() {
        return System.nanoTime() + END_GRACE.toNanos();
    }
}
