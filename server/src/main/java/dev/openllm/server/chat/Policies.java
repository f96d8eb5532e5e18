package dev.openllm.server.chat;

import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.http.TimeLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Policies that apply to requests.
 *
 * @param retries the policy for retrying failed requests
 * @param limits the time limits for a chat
 */
public record Policies(RetryPolicy retries, TimeLimits limits) {

    public static final Policies DEFAULT = new Policies(RetryPolicy.DEFAULT, TimeLimits.CHAT);

    /**
     * The maximum for time limits. A user who specifies more than an hour, or more than a hundred retries, means no
     * limit at all.
     */
    private static final long MOST_SECONDS = 3_600;

    private static final long MOST_RETRIES = 100;

    /**
     * Reads the policies from the settings, keyed by path, such as {@code policies.retries}. Missing settings have
     * their default values.
     */
    public static Policies of(Map<String, String> settings) {
        RetryPolicy retries = number(settings, "policies.retries")
                .map(times -> new RetryPolicy((int) Math.min(times, MOST_RETRIES), RetryPolicy.DEFAULT.random()))
                .orElse(RetryPolicy.DEFAULT);
        return new Policies(
                retries,
                new TimeLimits(
                        seconds(settings, "policies.connectSeconds").orElse(TimeLimits.CHAT.connect()),
                        seconds(settings, "policies.firstByteSeconds").orElse(TimeLimits.CHAT.firstByte()),
                        seconds(settings, "policies.silenceSeconds").orElse(TimeLimits.CHAT.silence())));
    }

    private static Optional<Duration> seconds(Map<String, String> settings, String name) {
        return number(settings, name).map(seconds -> Duration.ofSeconds(Math.min(seconds, MOST_SECONDS)));
    }

    /** Returns the value of a setting. YAML allows underscores between digits. */
    private static Optional<Long> number(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(written -> Long.parseLong(written.replace("_", "")));
    }
}
