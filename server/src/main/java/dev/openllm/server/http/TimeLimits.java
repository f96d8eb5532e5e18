package dev.openllm.server.http;

import java.time.Duration;

/**
 * Time limits. There is none for an entire response.
 *
 * @param connect for establishing the connection
 * @param firstByte from the sent request to the first byte of the response; local models may need minutes
 * @param silence between two chunks of the response
 */
public record TimeLimits(Duration connect, Duration firstByte, Duration silence) {

    /** For chats: 10 s, 5 min, 2 min. */
    public static final TimeLimits CHAT =
            new TimeLimits(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2));

    /** For model lists and similar requests: 5 s, 15 s, 15 s. */
    public static final TimeLimits QUERY =
            new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(15));

    /** For the discovery of local servers: 300 ms, 1 s, 1 s. */
    public static final TimeLimits PROBE =
            new TimeLimits(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(1));
}
