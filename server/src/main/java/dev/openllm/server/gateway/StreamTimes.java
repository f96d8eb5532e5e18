package dev.openllm.server.gateway;

import java.time.Duration;

/**
 * When a client of a stream hears something.
 *
 * @param longestWait the status is sent after this time even if that of the provider is not known yet
 * @param afterAcceptance so long the first event has time to arrive with the status; a failure still has its own
 * @param ping the longest silence on the wire
 */
record StreamTimes(Duration longestWait, Duration afterAcceptance, Duration ping) {

    static final StreamTimes DEFAULT =
            new StreamTimes(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(10));
}
