package dev.openllm.server.dialect;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/**
 * Parses dates in the format of HTTP headers and calculates the time between them. Source:
 * https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats
 */
final class HttpDates {

    private HttpDates() {}

    /**
     * Returns the number of milliseconds between two dates, or 0 if the second date is earlier than the first. Returns
     * an empty result unless both values are valid dates.
     */
    static OptionalLong millisBetween(String from, String to) {
        if (from == null || to == null) {
            return OptionalLong.empty();
        }
        try {
            long millis = Duration.between(parse(from), parse(to)).toMillis();
            return OptionalLong.of(Math.max(0, millis));
        } catch (DateTimeParseException noDate) {
            return OptionalLong.empty();
        }
    }

    private static ZonedDateTime parse(String date) {
        return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
