package dev.openllm.server.access;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The daily limits for using models. A value of 0 indicates that no limit applies.
 *
 * @param tokens the token limit for each consumer, for input and output combined
 * @param dollars the cost limit for each consumer, in US dollars, for models with known prices
 * @param totalTokens the token limit for all consumers combined
 * @param totalDollars the cost limit for all consumers combined, in US dollars, for models with known prices
 */
record DayLimits(long tokens, double dollars, long totalTokens, double totalDollars) {

    static DayLimits of(Map<String, String> settings) {
        return new DayLimits(
                (long) number(settings, "access.tokensPerDay"),
                number(settings, "access.dollarsPerDay"),
                (long) number(settings, "access.totalTokensPerDay"),
                number(settings, "access.totalDollarsPerDay"));
    }

    /**
     * Returns the numeric value of a setting, or 0 if the setting is missing. YAML allows underscores between digits.
     */
    private static double number(Map<String, String> settings, String path) {
        return Double.parseDouble(settings.getOrDefault(path, "0").replace("_", ""));
    }

    boolean hasLimits() {
        return tokens > 0 || dollars > 0 || totalTokens > 0 || totalDollars > 0;
    }

    /** @throws OpenLlmException of kind {@code quota} if any limit has been reached */
    void require(String consumer, Supplier<UsageToday.Used> usage) {
        if (!hasLimits()) {
            return;
        }
        UsageToday.Used used = usage.get();
        UsageToday.Sum consumerUsage = used.consumer();
        UsageToday.Sum totalUsage = used.total();
        if (tokens > 0 && consumerUsage.tokens() >= tokens) {
            throw limitReached(UserText.of(
                    "{0} has used {1} tokens today, so the daily limit of {2} (access.tokensPerDay) has "
                            + "been reached.",
                    consumer, number(consumerUsage.tokens()), number(tokens)));
        }
        if (dollars > 0 && consumerUsage.dollars() >= dollars) {
            throw limitReached(UserText.of(
                    "Requests from {0} have cost ${1} today, so the daily limit of ${2} "
                            + "(access.dollarsPerDay) has been reached.",
                    consumer, formatDollars(consumerUsage.dollars()), formatDollars(dollars)));
        }
        if (totalTokens > 0 && totalUsage.tokens() >= totalTokens) {
            throw limitReached(UserText.of(
                    "Today's requests have used {0} tokens in total, so the daily limit of {1} "
                            + "(access.totalTokensPerDay) has been reached.",
                    number(totalUsage.tokens()), number(totalTokens)));
        }
        if (totalDollars > 0 && totalUsage.dollars() >= totalDollars) {
            throw limitReached(UserText.of(
                    "Today's requests have cost ${0} in total, so the daily limit of ${1} "
                            + "(access.totalDollarsPerDay) has been reached.",
                    formatDollars(totalUsage.dollars()), formatDollars(totalDollars)));
        }
    }

    private static OpenLlmException limitReached(UserText message) {
        return new OpenLlmException(ErrorKind.QUOTA, message, UserText.of("Raise the limit, or try again tomorrow."));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String formatDollars(double dollars) {
        return String.format(Locale.ROOT, "%.2f", dollars);
    }
}
