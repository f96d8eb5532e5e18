package dev.openllm.server.http;

import java.time.Duration;

/**
 * The time limits for a request. The total duration of a response is not limited.
 *
 * @param connect the time limit for establishing the connection
 * @param firstByte the time limit from sending the request to receiving the first byte of the response; local models
 *     can take minutes
 * @param silence the time limit for the gap between two chunks of the response
 */
public record TimeLimits(Duration connect, Duration firstByte, Duration silence) {

    /** The time limits for chat requests: 10 s to connect, 5 min for the first byte, and 2 min between chunks. */
    public static final TimeLimits CHAT =
            new TimeLimits(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2));

    /**
     * The time limits for requests that retrieve model lists and similar data: 5 s to connect, 15 s for the first byte,
     * and 15 s between chunks.
     */
    public static final TimeLimits QUERY =
            new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(15));

    /**
     * The time limits for requests that detect local servers: 300 ms to connect, 1 s for the first byte, and 1 s
     * between chunks.
     */
    public static final TimeLimits PROBE =
            new TimeLimits(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(1));
}
