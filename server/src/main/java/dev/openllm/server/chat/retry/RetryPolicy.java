package dev.openllm.server.chat.retry;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Determines which failures are retried and how long to wait before each retry.
 *
 * @param retries the maximum number of retries after the first attempt
 * @param random the source of random numbers from 0 to 1, used to spread the retries of many clients over time
 */
public record RetryPolicy(int retries, DoubleSupplier random) {

    /** The default policy: two retries. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(2, () -> ThreadLocalRandom.current().nextDouble());

    private static final long FIRST_BACKOFF_MS = 500;
    private static final long MAX_BACKOFF_MS = 8_000;
    private static final double JITTER = 0.25;

    /**
     * The maximum wait that is accepted from a provider. If a provider requests a longer wait, the request fails, and
     * the user decides when to try again.
     */
    private static final long MAX_RETRY_AFTER_MS = 60_000;

    /**
     * Returns the wait before the next attempt, or an empty result if the request is not retried.
     *
     * @param attempts the number of attempts so far, including the first one
     * @param failure the failure, with {@code retryAfterMs} if the provider specified a wait
     * @param shouldRetry the value of the {@code X-Should-Retry} header, if any
     */
    public Optional<Duration> waitBeforeNext(int attempts, ErrorInfo failure, Optional<Boolean> shouldRetry) {
        boolean shouldWait = isRetryable(failure) && shouldRetry.orElseGet(() -> isTransient(failure));
        if (attempts > retries || !shouldWait) {
            return Optional.empty();
        }
        if (failure.retryAfterMs().isPresent()) {
            long requestedMs = failure.retryAfterMs().getAsLong();
            return requestedMs > MAX_RETRY_AFTER_MS ? Optional.empty() : Optional.of(Duration.ofMillis(requestedMs));
        }
        long backoff = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(attempts - 1, 10));
        return Optional.of(Duration.ofMillis(Math.round(backoff * (1 - JITTER * random.getAsDouble()))));
    }

    /**
     * Returns whether a retry could succeed, regardless of the {@code X-Should-Retry} header. The failure's kind takes
     * precedence over its HTTP status because Amazon reports throttling with status 400.
     */
    private static boolean isRetryable(ErrorInfo failure) {
        int status = failure.status().orElse(0);
        boolean isPermanent = (status == 400 || status == 401 || status == 403 || status == 404)
                && failure.kind() != ErrorKind.RATE_LIMITED
                && failure.kind() != ErrorKind.OVERLOADED;
        return !isPermanent
                && switch (failure.kind()) {
                    case QUOTA, CONFIG, CANCELLED, INTERNAL -> false;
                    default -> true;
                };
    }

    private static boolean isTransient(ErrorInfo failure) {
        int status = failure.status().orElse(0);
        return switch (failure.kind()) {
            case NETWORK, RATE_LIMITED, OVERLOADED -> true;
            case TIMEOUT, BAD_RESPONSE -> isTransient(status);
            default -> false;
        };
    }

    private static boolean isTransient(int status) {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }
}
