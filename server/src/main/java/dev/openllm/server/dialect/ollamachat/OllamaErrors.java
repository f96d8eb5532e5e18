package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ErrorBody;
import dev.openllm.server.dialect.ErrorText;
import dev.openllm.server.dialect.FailureKinds;
import dev.openllm.server.dialect.HttpFailures;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reader for errors in the form {@code {"error":"text"}}, which are received as the body of an HTTP error response or
 * as a line of a stream.
 */
final class OllamaErrors {

    private OllamaErrors() {}

    static ErrorInfo read(int status, Map<String, String> headers, String body) {
        JsonNode parsed = ErrorBody.parse(body);
        ErrorInfo error = HttpFailures.read(status, headers, Optional.of(ErrorText.extract(parsed)), body);
        return withHint(error.withKind(kind(parsed, error.message(), error.kind())));
    }

    /** Reads an error from a line of a stream that began with a successful HTTP status. */
    static ErrorInfo inStream(JsonNode line) {
        JsonNode body = ErrorBody.unwrap(line);
        String text = ErrorText.extract(body);
        UserText message = text.isEmpty()
                ? UserText.of("Ollama aborted the response without giving a reason.")
                : UserText.verbatim(text);
        return withHint(ErrorInfo.of(kind(body, message.english(), ErrorKind.OVERLOADED), message));
    }

    private static ErrorKind kind(JsonNode body, String message, ErrorKind byStatus) {
        return FailureKinds.of(ErrorBody.codes(body), message).orElseGet(() -> {
            String lower = message.toLowerCase(Locale.ROOT);
            return lower.contains("does not support") || lower.contains("system memory")
                    ? ErrorKind.INVALID_REQUEST
                    : byStatus;
        });
    }

    private static ErrorInfo withHint(ErrorInfo error) {
        String lower = error.message().toLowerCase(Locale.ROOT);
        if (error.kind() == ErrorKind.MODEL_NOT_FOUND) {
            return error.withHint(
                    UserText.of("Pull the model with `ollama pull`, or choose a model from `ollama list`."));
        }
        if (lower.contains("system memory")) {
            return error.withHint(UserText.of(
                    "Choose a smaller model or a shorter context, or unload other models with `ollama stop`."));
        }
        return switch (error.kind()) {
            case AUTH ->
                error.withHint(UserText.of("Sign in with `ollama signin`, or set an API key from ollama.com."));
            case OVERLOADED -> error.withHint(UserText.of("Try again in a moment. For details, see the Ollama log."));
            default -> error;
        };
    }
}
