package dev.openllm.server.chat;

import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.http.TimeLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The retry policy and the time limits that apply to chat requests.
 *
 * @param retries the policy for retrying failed requests
 * @param limits the time limits for a chat request
 */
public record Policies(RetryPolicy retries, TimeLimits limits) {

    public static final Policies DEFAULT = new Policies(RetryPolicy.DEFAULT, TimeLimits.CHAT);

    /**
     * The maximum value of a time limit, in seconds. A larger value is assumed to mean "no limit" and is reduced to
     * this maximum. In the same way, a number of retries above {@code MAX_RETRIES} is reduced to that maximum.
     */
    private static final long MAX_SECONDS = 3_600;

    private static final long MAX_RETRIES = 100;

    /**
     * Reads the policies from a map of settings, keyed by configuration path, such as {@code policies.retries}.
     * Defaults are used for missing settings.
     */
    public static Policies of(Map<String, String> settings) {
        RetryPolicy retries = number(settings, "policies.retries")
                .map(count -> new RetryPolicy((int) Math.min(count, MAX_RETRIES), RetryPolicy.DEFAULT.random()))
                .orElse(RetryPolicy.DEFAULT);
        return new Policies(
                retries,
                new TimeLimits(
                        seconds(settings, "policies.connectSeconds").orElse(TimeLimits.CHAT.connect()),
                        seconds(settings, "policies.firstByteSeconds").orElse(TimeLimits.CHAT.firstByte()),
                        seconds(settings, "policies.silenceSeconds").orElse(TimeLimits.CHAT.silence())));
    }

    private static Optional<Duration> seconds(Map<String, String> settings, String name) {
        return number(settings, name).map(seconds -> Duration.ofSeconds(Math.min(seconds, MAX_SECONDS)));
    }

    /** Returns the numeric value of a setting. Underscores between digits, which YAML allows, are ignored. */
    private static Optional<Long> number(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(value -> Long.parseLong(value.replace("_", "")));
    }
}
