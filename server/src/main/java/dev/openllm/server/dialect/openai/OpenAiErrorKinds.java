package dev.openllm.server.dialect.openai;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.FailureKinds;
import dev.openllm.server.dialect.HttpFailures;
import java.util.Optional;

/**
 * Determines the kind of an error, based on the provider's own code and message or, if they are not recognized, on the
 * HTTP status.
 */
final class OpenAiErrorKinds {

    private OpenAiErrorKinds() {}

    /**
     * Returns the kind of an error.
     *
     * @param status the HTTP status, or 0 for an error inside a response that does not specify a status
     * @param phrases the contents of the error object
     */
    static ErrorKind of(int status, ErrorPhrases phrases) {
        Optional<ErrorKind> matched = FailureKinds.of(phrases.allCodes(), phrases.message());
        if (matched.isPresent()) {
            return matched.get();
        }
        if (status != 0) {
            return HttpFailures.kind(status);
        }
        return switch (phrases.code()) {
            case "server_error", "internal_error", "internal_server_error", "api_error" -> ErrorKind.OVERLOADED;
            case "invalid_request_error", "invalid_prompt" -> ErrorKind.INVALID_REQUEST;
            default -> ErrorKind.BAD_RESPONSE;
        };
    }
}
