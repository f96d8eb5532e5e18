package dev.openllm.server.gateway;

import java.time.Duration;

/**
 * The time limits for a stream to a client.
 *
 * @param maxWait the time after which the status is sent even if the provider's status is not yet known
 * @param acceptanceDelay how long the status is delayed after the provider accepts the request, so that a failure
 *     within this time can still determine the status
 * @param pingInterval the time after which a ping is sent if no other data has been sent
 */
record StreamTimes(Duration maxWait, Duration acceptanceDelay, Duration pingInterval) {

    static final StreamTimes DEFAULT =
            new StreamTimes(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(10));
}
