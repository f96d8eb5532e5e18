package dev.openllm.server.access;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The most a consumer may use in a day; 0 is no limit.
 *
 * @param tokens in and out together
 * @param dollars of which the price is known
 */
record DayLimits(long tokens, double dollars) {

    private static final String HINT = "Raise it, or go on tomorrow.";

    static DayLimits of(Map<String, String> settings) {
        return new DayLimits((long) number(settings, "access.tokensPerDay"), number(settings, "access.dollarsPerDay"));
    }

    /** YAML allows underscores between digits. */
    private static double number(Map<String, String> settings, String path) {
        return Double.parseDouble(settings.getOrDefault(path, "0").replace("_", ""));
    }

    boolean any() {
        return tokens > 0 || dollars > 0;
    }

    /** @throws OpenLlmException of kind {@code quota} when a limit is reached */
    void require(String consumer, Supplier<UsageToday.Sum> usage) {
        if (!any()) {
            return;
        }
        UsageToday.Sum used = usage.get();
        if (tokens > 0 && used.tokens() >= tokens) {
            throw new OpenLlmException(
                    ErrorKind.QUOTA,
                    String.format(
                            Locale.ROOT,
                            "%s used %,d tokens today; access.tokensPerDay is %,d.",
                            consumer,
                            used.tokens(),
                            tokens),
                    HINT);
        }
        if (dollars > 0 && used.dollars() >= dollars) {
            throw new OpenLlmException(
                    ErrorKind.QUOTA,
                    String.format(
                            Locale.ROOT,
                            "%s spent $%.2f today; access.dollarsPerDay is $%.2f.",
                            consumer,
                            used.dollars(),
                            dollars),
                    HINT);
        }
    }
}
