package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ErrorBody;
import dev.openllm.server.dialect.ErrorText;
import dev.openllm.server.dialect.FailureKinds;
import dev.openllm.server.dialect.HttpFailures;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reader for errors in the form {@code {"error":{"code","message","status","details"}}}. The error object can be inside
 * an array, and its message can contain another error as JSON text. Source: https://google.aip.dev/193
 */
final class GeminiErrors {

    private GeminiErrors() {}

    static ErrorInfo read(int status, Map<String, String> headers, String body) {
        JsonNode parsed = ErrorBody.parse(body);
        Optional<String> message = Optional.of(ErrorText.extract(parsed));
        return withDetails(HttpFailures.read(status, headers, message, body), error(parsed));
    }

    /**
     * Returns the error in a response whose HTTP status indicates success, or an empty result if the response does not
     * contain an error.
     */
    static Optional<ErrorInfo> inResponse(JsonNode response) {
        if (!(response.isArray() ? response.path(0) : response).path("error").isObject()) {
            return Optional.empty();
        }
        JsonNode error = error(ErrorBody.unwrap(response));
        Optional<String> message = Optional.of(ErrorText.extract(error));
        return Optional.of(withDetails(
                HttpFailures.read(error.path("code").asInt(500), Map.of(), message, error.toString()), error));
    }

    private static JsonNode error(JsonNode response) {
        return response.path("error").isObject() ? response.path("error") : response;
    }

    private static ErrorInfo withDetails(ErrorInfo base, JsonNode error) {
        String status = error.path("status").asText("");
        ErrorInfo info = base.withKind(kind(base, status, error));
        if (!status.isEmpty()) {
            info = info.withCode(status);
        }
        OptionalLong wait = retryDelayMs(error.path("details"));
        if (wait.isPresent()) {
            info = info.withRetryAfterMs(wait.getAsLong());
        }
        return switch (info.kind()) {
            case AUTH ->
                info.withHint(
                        UserText.of("Check the API key at https://aistudio.google.com/apikey, and then store it again.")
                                .inVsCode("Check the API key at https://aistudio.google.com/apikey, and then run the "
                                        + "\"Open LLM: Set Key\" command."));
            case QUOTA -> info.withHint(UserText.of("Wait until the quota resets, or enable billing for the project."));
            default -> info;
        };
    }

    private static ErrorKind kind(ErrorInfo base, String status, JsonNode error) {
        JsonNode details = error.path("details");
        String reason = detail(details, "ErrorInfo").path("reason").asText("");
        if (reason.equals("API_KEY_INVALID")) { // Gemini reports this reason with status 400
            return ErrorKind.AUTH;
        }
        return switch (status) {
            case "UNAUTHENTICATED" -> ErrorKind.AUTH;
            case "PERMISSION_DENIED" -> ErrorKind.PERMISSION;
            case "NOT_FOUND" -> ErrorKind.MODEL_NOT_FOUND;
            // The free tier is not available in the user's country or for the model.
            case "FAILED_PRECONDITION" -> ErrorKind.PERMISSION;
            case "INVALID_ARGUMENT" -> FailureKinds.of("", base.message()).orElse(ErrorKind.INVALID_REQUEST);
            case "RESOURCE_EXHAUSTED" -> isDailyQuotaExceeded(details) ? ErrorKind.QUOTA : ErrorKind.RATE_LIMITED;
            case "UNAVAILABLE", "INTERNAL" -> ErrorKind.OVERLOADED;
            case "DEADLINE_EXCEEDED" -> ErrorKind.TIMEOUT;
            case "CANCELLED" -> ErrorKind.OVERLOADED;
            default -> FailureKinds.of(ErrorBody.codes(error), base.message()).orElse(base.kind());
        };
    }

    private static boolean isDailyQuotaExceeded(JsonNode details) {
        return detail(details, "QuotaFailure")
                .path("violations")
                .valueStream()
                .anyMatch(violation -> violation.path("quotaId").asText("").contains("PerDay"));
    }

    /** Parses a delay in the protobuf duration format: {@code 34.4s}. */
    private static OptionalLong retryDelayMs(JsonNode details) {
        String delay = detail(details, "RetryInfo").path("retryDelay").asText("");
        return delay.matches("\\d{1,9}(\\.\\d{1,9})?s")
                ? OptionalLong.of(new BigDecimal(delay.substring(0, delay.length() - 1))
                        .movePointRight(3)
                        .longValue())
                : OptionalLong.empty();
    }

    private static JsonNode detail(JsonNode details, String type) {
        return details.valueStream()
                .filter(detail -> detail.path("@type").asText("").endsWith("google.rpc." + type))
                .findFirst()
                .orElse(Wire.JSON.missingNode());
    }
}
