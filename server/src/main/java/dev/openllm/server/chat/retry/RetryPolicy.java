package dev.openllm.server.chat.retry;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Decides which failures are retried, and when.
 *
 * @param retries how often a request is sent again, not counting the first attempt
 * @param random 0 to 1, spreads the attempts of many clients
 */
public record RetryPolicy(int retries, DoubleSupplier random) {

    /** Two retries. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(2, () -> ThreadLocalRandom.current().nextDouble());

    private static final long FIRST_BACKOFF_MS = 500;
    private static final long LONGEST_BACKOFF_MS = 8_000;
    private static final double JITTER = 0.25;

    /** A longer wait that a provider asks for is left to the user. */
    private static final long LONGEST_RETRY_AFTER_MS = 60_000;

    /**
     * The wait before the next attempt; empty for no retry.
     *
     * @param triesSoFar 1 after the first attempt
     * @param failure with {@code retryAfterMs} if the provider stated it
     * @param shouldRetry the value of the {@code X-Should-Retry} header, if any
     */
    public Optional<Duration> waitBeforeNext(int triesSoFar, ErrorInfo failure, Optional<Boolean> shouldRetry) {
        boolean worthIt = mayPass(failure) && shouldRetry.orElseGet(() -> isPassing(failure));
        if (triesSoFar > retries || !worthIt) {
            return Optional.empty();
        }
        if (failure.retryAfterMs().isPresent()) {
            long asked = failure.retryAfterMs().getAsLong();
            return asked > LONGEST_RETRY_AFTER_MS ? Optional.empty() : Optional.of(Duration.ofMillis(asked));
        }
        long backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(triesSoFar - 1, 10));
        return Optional.of(Duration.ofMillis(Math.round(backoff * (1 - JITTER * random.getAsDouble()))));
    }

    /**
     * Whether a retry can help at all, whatever the provider's header says. The text takes precedence over the status:
     * Amazon reports throttling with status 400.
     */
    private static boolean mayPass(ErrorInfo failure) {
        int status = failure.status().orElse(0);
        boolean settled = (status == 400 || status == 401 || status == 403 || status == 404)
                && failure.kind() != ErrorKind.RATE_LIMITED
                && failure.kind() != ErrorKind.OVERLOADED;
        return !settled
                && switch (failure.kind()) {
                    case QUOTA, CONFIG, CANCELLED, INTERNAL -> false;
                    default -> true;
                };
    }

    private static boolean isPassing(ErrorInfo failure) {
        int status = failure.status().orElse(0);
        return switch (failure.kind()) {
            case NETWORK, RATE_LIMITED, OVERLOADED -> true;
            case TIMEOUT, BAD_RESPONSE -> isPassing(status);
            default -> false;
        };
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }
}
