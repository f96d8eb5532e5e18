package dev.openllm.server.dialect;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts the retry delay that a provider requests, in any known format. */
final class RetryAfter {

    /**
     * The pattern for a number with a time unit, such as {@code 1.5s} or {@code 120ms}. It matches twice in {@code
     * 6m0s}.
     */
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");

    /**
     * The pattern for retry delays in the messages of OpenAI, Groq, and Azure, such as "Please try again in 1.242s" and
     * "Please retry after 7 seconds".
     */
    private static final Pattern RETRY_PHRASE = Pattern.compile(
            "(?i)(?:try"
                + " again|retry)\\s+(?:in|after)\\s+((?:\\d+(?:\\.\\d+)?\\s*(?:ms|milliseconds?|seconds?|s|minutes?|m|h)\\s*)+)");

    private RetryAfter() {}

    /**
     * Returns the requested retry delay in milliseconds, or an empty result if the provider does not request a delay.
     *
     * @param headers the response headers, with lowercase names
     * @param message the provider's message, which can also specify the delay
     * @param rateLimited whether the request was rejected because of a rate limit; if not, the message and the reset
     *     times of exhausted limits are ignored, because some providers send reset times with every response
     */
    static OptionalLong ms(Map<String, String> headers, String message, boolean rateLimited) {
        OptionalLong exact = number(headers.get("retry-after-ms"), 1);
        OptionalLong header =
                exact.orElse(0) > 0 ? exact : fromHeader(headers); // Azure sends retry-after-ms: 0 with retry-after: 1
        if (header.isPresent()) {
            return header;
        }
        if (exact.isPresent() || !rateLimited) {
            return exact;
        }
        OptionalLong fromMessage = fromMessage(message);
        return fromMessage.isPresent() ? fromMessage : exhaustedLimit(headers);
    }

    private static OptionalLong fromHeader(Map<String, String> headers) {
        String value = headers.get("retry-after");
        OptionalLong seconds = number(value, 1000);
        if (seconds.isPresent() || value == null) {
            return seconds;
        }
        return HttpDates.millisBetween(headers.get("date"), value); // avoids errors caused by clock differences
    }

    /**
     * Returns the longest reset time of the exhausted limits, in milliseconds, or an empty result if no reset time is
     * specified for an exhausted limit.
     */
    private static OptionalLong exhaustedLimit(Map<String, String> headers) {
        long maxMs = 0;
        for (String limit : new String[] {"requests", "tokens"}) {
            if ("0".equals(headers.get("x-ratelimit-remaining-" + limit))) {
                maxMs = Math.max(maxMs, durationMs(headers.getOrDefault("x-ratelimit-reset-" + limit, "")));
            }
        }
        return maxMs > 0 ? OptionalLong.of(maxMs) : OptionalLong.empty();
    }

    private static OptionalLong fromMessage(String message) {
        Matcher match = RETRY_PHRASE.matcher(message);
        if (!match.find()) {
            return OptionalLong.empty();
        }
        String duration = match.group(1)
                .replaceAll("(?i)\\s*milliseconds?", "ms")
                .replaceAll("(?i)\\s*seconds?", "s")
                .replaceAll("(?i)\\s*minutes?", "m");
        return OptionalLong.of(durationMs(duration));
    }

    private static long durationMs(String text) {
        double total = 0;
        Matcher match = DURATION.matcher(text);
        while (match.find()) {
            total += Double.parseDouble(match.group(1))
                    * switch (match.group(2)) {
                        case "ms" -> 1;
                        case "s" -> 1_000;
                        case "m" -> 60_000;
                        case "h" -> 3_600_000;
                        default -> 86_400_000;
                    };
        }
        return (long) Math.ceil(total);
    }

    private static OptionalLong number(String value, long factor) {
        try {
            double number = value == null ? -1 : Double.parseDouble(value.strip());
            return number >= 0 && Double.isFinite(number)
                    ? OptionalLong.of((long) Math.ceil(number * factor))
                    : OptionalLong.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
