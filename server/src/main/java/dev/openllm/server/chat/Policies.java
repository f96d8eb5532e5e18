package dev.openllm.server.chat;

import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.http.TimeLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How requests are made.
 *
 * @param retries which failures are retried
 * @param limits the time limits of a chat
 */
public record Policies(RetryPolicy retries, TimeLimits limits) {

    public static final Policies DEFAULT = new Policies(RetryPolicy.DEFAULT, TimeLimits.CHAT);

    /** Larger values mean "without end": an hour, or a hundred attempts. */
    private static final long MOST_SECONDS = 3_600;

    private static final long MOST_RETRIES = 100;

    /** From the settings, by path ({@code policies.retries} and the others); absent ones have their defaults. */
    public static Policies of(Map<String, String> settings) {
        RetryPolicy retries = number(settings, "retries")
                .map(times -> new RetryPolicy((int) Math.min(times, MOST_RETRIES), RetryPolicy.DEFAULT.random()))
                .orElse(RetryPolicy.DEFAULT);
        return new Policies(
                retries,
                new TimeLimits(
                        seconds(settings, "connectSeconds").orElse(TimeLimits.CHAT.connect()),
                        seconds(settings, "firstByteSeconds").orElse(TimeLimits.CHAT.firstByte()),
                        seconds(settings, "silenceSeconds").orElse(TimeLimits.CHAT.silence())));
    }

    private static Optional<Duration> seconds(Map<String, String> settings, String name) {
        return number(settings, name).map(seconds -> Duration.ofSeconds(Math.min(seconds, MOST_SECONDS)));
    }

    /** YAML allows underscores between digits. */
    private static Optional<Long> number(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get("policies." + name))
                .map(written -> Long.parseLong(written.replace("_", "")));
    }
}
