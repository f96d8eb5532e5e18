package dev.openllm.server.http;

import java.time.Duration;

/**
 * The time limits of a request. There is no limit for an entire response.
 *
 * @param connect the time limit for establishing the connection
 * @param firstByte the time limit from sending the request to the first byte of the response; local models can take
 *     minutes
 * @param silence the time limit between two chunks of the response
 */
public record TimeLimits(Duration connect, Duration firstByte, Duration silence) {

    /** The limits for chats: 10 s, 5 min, and 2 min. */
    public static final TimeLimits CHAT =
            new TimeLimits(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2));

    /** The limits for model lists and similar requests: 5 s, 15 s, and 15 s. */
    public static final TimeLimits QUERY =
            new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(15));

    /** The limits for the discovery of local servers: 300 ms, 1 s, and 1 s. */
    public static final TimeLimits PROBE =
            new TimeLimits(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(1));
}
