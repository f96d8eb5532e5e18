package dev.openllm.server.testing;

import java.time.Duration;

/**
 * How long a test waits for what must come. Nothing that works is slower even where many processes share a processor,
 * and only a test that fails waits so long.
 */
public final class TestTimeouts {

    public static final int SECONDS = 120;

    public static final Duration LONG = Duration.ofSeconds(SECONDS);

    /** In seconds, for all of a test or of what its process does: more than one wait. */
    public static final int OF_A_TEST = 300;

    private TestTimeouts() {}
}
