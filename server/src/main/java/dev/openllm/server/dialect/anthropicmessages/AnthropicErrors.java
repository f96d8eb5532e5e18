package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ErrorBody;
import dev.openllm.server.dialect.ErrorText;
import dev.openllm.server.dialect.FailureKinds;
import dev.openllm.server.dialect.HttpFailures;
import dev.openllm.server.dialect.MiniMaxErrors;
import java.util.Map;
import java.util.Optional;

/**
 * Reader for errors in the form {@code {"type":"error","error":{"type","message"},"request_id"}}, which are received as
 * the body of an HTTP error response or as an event in a stream. Source: https://platform.claude.com/docs/en/api/errors
 */
final class AnthropicErrors {

    private AnthropicErrors() {}

    static ErrorInfo read(int status, Map<String, String> headers, String body) {
        JsonNode parsed = ErrorBody.parse(body);
        return withDetails(HttpFailures.read(status, headers, Optional.of(ErrorText.extract(parsed)), body), parsed);
    }

    /**
     * Returns the error in a response whose HTTP status indicates success, or an empty result if the response does not
     * contain an error.
     */
    static Optional<ErrorInfo> inResponse(JsonNode response) {
        if (!response.path("type").asText().equals("error")
                && !response.path("error").isObject()) {
            return MiniMaxErrors.inResponse(response);
        }
        int status = status(response.path("error").path("type").asText(""));
        JsonNode inner = ErrorBody.unwrap(response);
        return Optional.of(withDetails(
                HttpFailures.read(status, Map.of(), Optional.of(ErrorText.extract(inner)), inner.toString()), inner));
    }

    private static ErrorInfo withDetails(ErrorInfo base, JsonNode response) {
        JsonNode error = response.path("error").isObject() ? response.path("error") : response;
        String type = error.path("type").asText("");
        ErrorInfo info = base.withKind(kind(base, type, response));
        if (!type.isEmpty()) {
            info = info.withCode(type);
        }
        String requestId = response.path("request_id").asText("");
        if (!requestId.isEmpty() && !requestId.equals("null")) {
            info = info.withRequestId(requestId);
        }
        return switch (info.kind()) {
            case AUTH ->
                info.withHint(UserText.of("Check the API key in the provider's console, and then store it again.")
                        .inVsCode("Check the API key in the provider's console, and then run the \"Open LLM: Set "
                                + "Key\" command."));
            case QUOTA -> info.withHint(UserText.of("Add credit to the account in the provider's console."));
            default -> info;
        };
    }

    /**
     * Returns the kind of an error. A recognized message takes precedence over the error type, because other providers
     * that use this dialect report errors with their own messages.
     */
    private static ErrorKind kind(ErrorInfo base, String type, JsonNode response) {
        return FailureKinds.of(ErrorBody.codes(response), base.message()).orElseGet(() -> switch (type) {
            case "not_found_error" -> ErrorKind.MODEL_NOT_FOUND;
            case "api_error" -> ErrorKind.OVERLOADED;
            case "timeout_error" -> ErrorKind.TIMEOUT;
            default -> base.kind();
        });
    }

    /**
     * Returns the HTTP status that corresponds to an error type. A provider returns this status if the error occurs
     * before a stream starts.
     */
    private static int status(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 500;
        };
    }
}
