package dev.openllm.server.gateway;

import java.time.Duration;

/**
 * The timing of a stream to a client.
 *
 * @param longestWait the status is sent after this time even if that of the provider is not known yet
 * @param afterAcceptance how long the first event has to arrive with the status; a failure until then has its own
 *     status
 * @param ping the maximum silence on the wire
 */
record StreamTimes(Duration longestWait, Duration afterAcceptance, Duration ping) {

    static final StreamTimes DEFAULT =
            new StreamTimes(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(10));
}
