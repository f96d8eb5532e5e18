package dev.openllm.server.access;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The most that may be used in a day; 0 is no limit.
 *
 * @param tokens of one consumer, in and out together
 * @param dollars of one consumer, for models of which the price is known
 * @param totalTokens of all consumers together
 * @param totalDollars of all consumers together
 */
record DayLimits(long tokens, double dollars, long totalTokens, double totalDollars) {

    private static final String HINT = "Raise it, or go on tomorrow.";

    static DayLimits of(Map<String, String> settings) {
        return new DayLimits(
                (long) number(settings, "access.tokensPerDay"),
                number(settings, "access.dollarsPerDay"),
                (long) number(settings, "access.totalTokensPerDay"),
                number(settings, "access.totalDollarsPerDay"));
    }

    /** YAML allows underscores between digits. */
    private static double number(Map<String, String> settings, String path) {
        return Double.parseDouble(settings.getOrDefault(path, "0").replace("_", ""));
    }

    boolean any() {
        return tokens > 0 || dollars > 0 || totalTokens > 0 || totalDollars > 0;
    }

    /** @throws OpenLlmException of kind {@code quota} when a limit is reached */
    void require(String consumer, Supplier<UsageToday.Used> usage) {
        if (!any()) {
            return;
        }
        UsageToday.Used used = usage.get();
        UsageToday.Sum own = used.consumer();
        UsageToday.Sum all = used.total();
        if (tokens > 0 && own.tokens() >= tokens) {
            throw reached("%s used %,d tokens today; access.tokensPerDay is %,d.", consumer, own.tokens(), tokens);
        }
        if (dollars > 0 && own.dollars() >= dollars) {
            throw reached("%s spent $%.2f today; access.dollarsPerDay is $%.2f.", consumer, own.dollars(), dollars);
        }
        if (totalTokens > 0 && all.tokens() >= totalTokens) {
            throw reached(
                    "All requests together used %,d tokens today; access.totalTokensPerDay is %,d.",
                    all.tokens(), totalTokens);
        }
        if (totalDollars > 0 && all.dollars() >= totalDollars) {
            throw reached(
                    "All requests together spent $%.2f today; access.totalDollarsPerDay is $%.2f.",
                    all.dollars(), totalDollars);
        }
    }

    private static OpenLlmException reached(String message, Object... values) {
        return new OpenLlmException(ErrorKind.QUOTA, String.format(Locale.ROOT, message, values), HINT);
    }
}
