package dev.openllm.server.secret.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The time limit for using an API key that a program has printed. The expiry time in a JSON Web Token refers to the
 * system clock. The token is considered expired when the system clock or the monotonic clock reaches this time: the
 * system clock continues while the computer sleeps, and the monotonic clock cannot be set. If a new token appears to
 * have expired already, the system clock is wrong. The token is then used for a short time so that the program is not
 * run for every request. If the provider rejects the token, the program is run again.
 *
 * @param end the time at which the use ends, shortly before the expiry time; empty if only {@code nanos} applies
 * @param since the time at which the key was printed, in nanoseconds on the monotonic clock
 * @param nanos the maximum duration of use, in nanoseconds from {@code since}
 */
record KeyLifetime(Optional<Instant> end, long since, long nanos) {

    /** The lifetime of an API key that has no expiry time. */
    static final KeyLifetime UNLIMITED = new KeyLifetime(Optional.empty(), 0, Long.MAX_VALUE);

    private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(30);
    private static final Duration MIN_LIFETIME = Duration.ofSeconds(30);
    private static final Duration MAX_LIFETIME = Duration.ofDays(365);

    static KeyLifetime of(String key, Instant now, long nanoTime) {
        return readExpiry(key).map(end -> until(end, now, nanoTime)).orElse(UNLIMITED);
    }

    private static KeyLifetime until(Instant end, Instant now, long nanoTime) {
        if (end.isAfter(now.plus(MAX_LIFETIME))) {
            return UNLIMITED;
        }
        return end.isAfter(now)
                ? new KeyLifetime(
                        Optional.of(end), nanoTime, Duration.between(now, end).toNanos())
                : new KeyLifetime(Optional.empty(), nanoTime, MIN_LIFETIME.toNanos());
    }

    boolean isValid(Instant now, long nanoTime) {
        return end.map(now::isBefore).orElse(true) && (nanos == Long.MAX_VALUE || nanoTime - since < nanos);
    }

    private static Optional<Instant> readExpiry(String key) {
        String[] parts = key.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode expiry =
                    Wire.JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return expiry.canConvertToLong() && expiry.asLong() > 0
                    ? Optional.of(Instant.ofEpochSecond(expiry.asLong()).minus(EXPIRY_MARGIN))
                    : Optional.empty();
        } catch (IOException | RuntimeException noToken) {
            return Optional.empty();
        }
    }
}
