package dev.openllm.server.chat.retry;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Which failures are worth another try, and when.
 *
 * @param retries how often a request is sent again; the first try does not count
 * @param random 0 to 1, spreads the tries of many clients
 */
public record RetryPolicy(int retries, DoubleSupplier random) {

    /** Two retries. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(2, () -> ThreadLocalRandom.current().nextDouble());

    private static final long FIRST_BACKOFF_MS = 500;
    private static final long LONGEST_BACKOFF_MS = 8_000;
    private static final double JITTER = 0.25;

    /** Who asks to wait longer is not waited for: the user decides. */
    private static final long LONGEST_RETRY_AFTER_MS = 60_000;

    /**
     * How long to wait before the next try; empty when there is to be none.
     *
     * @param triesSoFar 1 after the first
     * @param failure with {@code retryAfterMs} where the provider gave one
     * @param shouldRetry what the {@code X-Should-Retry} header says, where there is one
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
     * Whether time can mend it at all, whatever the provider's header says. Words count before the status: Amazon
     * reports throttling with status 400.
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
