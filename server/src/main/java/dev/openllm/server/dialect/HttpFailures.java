package dev.openllm.server.dialect;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the status and the headers of a failed answer say, whoever answered. */
public final class HttpFailures {

    private static final int LONGEST_QUOTE = 500;

    private HttpFailures() {}

    /** What went wrong, as far as the status alone tells. */
    public static ErrorKind kind(int status) {
        return switch (status) {
            case 401 -> ErrorKind.AUTH;
            case 402 -> ErrorKind.QUOTA;
            case 403 -> ErrorKind.PERMISSION;
            case 404 -> ErrorKind.MODEL_NOT_FOUND;
            case 408 -> ErrorKind.TIMEOUT;
            case 409 -> ErrorKind.OVERLOADED;
            case 429 -> ErrorKind.RATE_LIMITED;
            default -> status >= 500 ? ErrorKind.OVERLOADED : ErrorKind.INVALID_REQUEST;
        };
    }

    /**
     * The failure with its kind, status, request id and the wait it asks for.
     *
     * @param headers response headers, names in lower case
     * @param message the provider's own words; where it had none the body is quoted, unless it is a web page
     */
    public static ErrorInfo read(int status, Map<String, String> headers, Optional<String> message, String body) {
        ErrorInfo error = ErrorInfo.of(kind(status), message.filter(words -> !words.isBlank()).orElseGet(() -> quote(status, body)))
                .withStatus(status);
        Optional<String> id = Optional.ofNullable(headers.get("request-id"))
                .or(() -> Optional.ofNullable(headers.get("x-request-id")));
        OptionalLong wait = retryAfterMs(headers);
        ErrorInfo identified = id.map(error::withRequestId).orElse(error);
        return wait.isPresent() ? identified.withRetryAfterMs(wait.getAsLong()) : identified;
    }

    /**
     * How long the headers ask to wait: {@code retry-after-ms}, or {@code retry-after} in seconds. A date there is
     * compared with the answer's own date, since dialects have no clock.
     */
    public static OptionalLong retryAfterMs(Map<String, String> headers) {
        OptionalLong exact = milliseconds(headers.get("retry-after-ms"), 1);
        if (exact.isPresent()) {
            return exact;
        }
        String after = headers.get("retry-after");
        OptionalLong seconds = milliseconds(after, 1000);
        return seconds.isPresent() ? seconds : HttpDates.millisBetween(headers.get("date"), after);
    }

    private static OptionalLong milliseconds(String number, int unit) {
        if (number == null || !number.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.round(Double.parseDouble(number.strip()) * unit));
    }

    private static String quote(int status, String body) {
        String text = body.strip();
        if (text.isEmpty()) {
            return "The provider answered with status " + status + " and nothing else.";
        }
        if (text.startsWith("<")) {
            return "The provider answered with status " + status + " and a web page instead of JSON.";
        }
        return "The provider answered with status " + status + ": "
                + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text);
    }
}
