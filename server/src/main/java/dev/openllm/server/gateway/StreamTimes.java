package dev.openllm.server.gateway;

import java.time.Duration;

/**
 * The time limits for a stream to a client.
 *
 * @param longestWait the time after which the status is sent even if the provider's status is not yet known
 * @param afterAcceptance how long the status is delayed after the provider accepts the request, so that a failure
 *     within this time can still determine the status
 * @param ping the time after which a ping is sent if no other data has been sent
 */
record StreamTimes(Duration longestWait, Duration afterAcceptance, Duration ping) {

    static final StreamTimes DEFAULT =
            new StreamTimes(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(10));
}
