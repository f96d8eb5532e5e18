package dev.openllm.server.secret.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * How long a printed key is used. The expiry time in a JSON Web Token is a time of day. It has passed when either clock
 * says so: the time of day, which continues while the computer sleeps, or the monotonic one, which cannot be set. A new
 * token that seems to have expired already shows that the clock is wrong: it is used for a moment, so that not every
 * request runs the program; a provider that refuses it has it renewed.
 *
 * @param end the last moment, a little before the expiry; empty when only {@code nanos} counts
 * @param since when the key was printed, on the monotonic clock
 * @param nanos how long it is used from then on
 */
record KeyLifetime(Optional<Instant> end, long since, long nanos) {

    /** Of a key without an expiry time. */
    static final KeyLifetime ENDLESS = new KeyLifetime(Optional.empty(), 0, Long.MAX_VALUE);

    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(365);

    static KeyLifetime of(String key, Instant now, long nanoTime) {
        return expiry(key).map(end -> until(end, now, nanoTime)).orElse(ENDLESS);
    }

    private static KeyLifetime until(Instant end, Instant now, long nanoTime) {
        if (end.isAfter(now.plus(LONGEST))) {
            return ENDLESS;
        }
        return end.isAfter(now)
                ? new KeyLifetime(
                        Optional.of(end), nanoTime, Duration.between(now, end).toNanos())
                : new KeyLifetime(Optional.empty(), nanoTime, SHORTEST.toNanos());
    }

    boolean lasts(Instant now, long nanoTime) {
        return end.map(now::isBefore).orElse(true) && (nanos == Long.MAX_VALUE || nanoTime - since < nanos);
    }

    private static Optional<Instant> expiry(String key) {
        String[] parts = key.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode expiry =
                    Wire.JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return expiry.canConvertToLong() && expiry.asLong() > 0
                    ? Optional.of(Instant.ofEpochSecond(expiry.asLong()).minus(BEFORE_EXPIRY))
                    : Optional.empty();
        } catch (IOException | RuntimeException noToken) {
            return Optional.empty();
        }
    }
}
