package dev.openllm.server.testing;

import java.time.Duration;

/**
 * How long a test waits for an expected event. Correct code is never slower than this, even if many processes share a
 * processor; only a failing test waits until the timeout.
 */
public final class TestTimeouts {

    public static final int WAIT_SECONDS = 120;

    public static final Duration WAIT = Duration.ofSeconds(WAIT_SECONDS);

    /** The timeout in seconds for an entire test or for what its process does, which can include several waits. */
    public static final int TEST_SECONDS = 300;

    private TestTimeouts() {}
}
