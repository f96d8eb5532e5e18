package dev.openllm.server.http;

import java.time.Duration;

/**
 * How long to wait. There is no limit for the whole of an answer.
 *
 * @param connect for the connection to stand
 * @param firstByte from the request being sent to the first byte of the answer; local models may need minutes
 * @param silence between two pieces of the answer
 */
public record TimeLimits(Duration connect, Duration firstByte, Duration silence) {

    /** For chats: 10 s, 5 min, 2 min. */
    public static final TimeLimits CHAT =
            new TimeLimits(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2));

    /** For model lists and the like: 5 s, 15 s, 15 s. */
    public static final TimeLimits QUERY =
            new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(15));

    /** For looking whether a local server is there: 300 ms, 1 s, 1 s. */
    public static final TimeLimits PROBE =
            new TimeLimits(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(1));
}
