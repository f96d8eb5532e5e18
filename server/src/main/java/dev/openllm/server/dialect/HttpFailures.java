package dev.openllm.server.dialect;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts HTTP error responses, from any provider, to provider-neutral errors. */
public final class HttpFailures {

    private static final int MAX_QUOTE_LENGTH = 500;
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

    /**
     * The names of the headers in which providers and gateways send the request ID. The providers' own headers take
     * precedence.
     */
    private static final List<String> REQUEST_ID_HEADERS = List.of(
            "x-request-id",
            "request-id",
            "apim-request-id", // Azure
            "mistral-correlation-id",
            "x-ds-trace-id", // DeepSeek
            "x-amzn-requestid",
            "x-generation-id",
            "cf-ray");

    private HttpFailures() {}

    /** Returns the kind of error that an HTTP status indicates, regardless of the error message and codes. */
    public static ErrorKind kind(int status) {
        return switch (status) {
            case 401 -> ErrorKind.AUTH;
            case 402 -> ErrorKind.QUOTA;
            case 403 -> ErrorKind.PERMISSION;
            case 404 -> ErrorKind.MODEL_NOT_FOUND;
            case 408, 504, 524 -> ErrorKind.TIMEOUT;
            case 409, 425 -> ErrorKind.OVERLOADED;
            case 413 -> ErrorKind.CONTEXT_TOO_LONG;
            case 429 -> ErrorKind.RATE_LIMITED;
            case 501, 505 -> ErrorKind.INVALID_REQUEST;
            default -> status >= 500 ? ErrorKind.OVERLOADED : ErrorKind.INVALID_REQUEST;
        };
    }

    /**
     * Returns the error that a response reports, including the kind, status, request ID, and retry delay.
     *
     * @param status the HTTP status code
     * @param headers the response headers, with lowercase names
     * @param message the provider's message; if there is none, the body is quoted unless it is a web page
     * @param body the response body
     */
    public static ErrorInfo read(int status, Map<String, String> headers, Optional<String> message, String body) {
        UserText text = message.filter(words -> !words.isBlank())
                .or(() -> messageInJson(body))
                .map(UserText::verbatim)
                .orElseGet(() -> quote(status, body));
        ErrorInfo error = ErrorInfo.of(kind(status), text).withStatus(status);
        Optional<String> id = REQUEST_ID_HEADERS.stream()
                .map(name -> headers.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
        OptionalLong retryAfter = RetryAfter.ms(headers, text.english(), kind(status) == ErrorKind.RATE_LIMITED);
        ErrorInfo identified = id.map(error::withRequestId).orElse(error);
        ErrorInfo timed = retryAfter.isPresent() ? identified.withRetryAfterMs(retryAfter.getAsLong()) : identified;
        return message.isEmpty() && isWebPage(body)
                ? timed.withHint(UserText.of(
                        "Check the base URL. It should be the URL of the API, which often ends in /v1. A proxy"
                                + " may also have responded instead of the provider."))
                : timed;
    }

    /**
     * Returns the error message in a response body, which can come from a gateway and can have any known JSON format.
     */
    private static Optional<String> messageInJson(String body) {
        return Optional.of(ErrorText.extract(ErrorBody.parse(body))).filter(message -> !message.isEmpty());
    }

    private static boolean isWebPage(String body) {
        return body.strip().startsWith("<");
    }

    private static UserText quote(int status, String body) {
        String text = body.strip();
        if (text.isEmpty()) {
            return UserText.of("The provider returned status {0} without a message.", status);
        }
        if (isWebPage(text)) {
            Matcher title = TITLE.matcher(text);
            return title.find()
                    ? UserText.of(
                            "The provider returned status {0} and a web page ({1}) instead of JSON.",
                            status, shorten(title.group(1)))
                    : UserText.of("The provider returned status {0} and a web page instead of JSON.", status);
        }
        return UserText.of("The provider returned status {0}: {1}", status, shorten(text));
    }

    /** Converts text to a single line for display and truncates lines that are longer than 500 characters. */
    public static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_QUOTE_LENGTH ? line : line.substring(0, MAX_QUOTE_LENGTH) + "…";
    }
}
