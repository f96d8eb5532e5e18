package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.ErrorBody;
import dev.openllm.server.dialect.ErrorText;
import dev.openllm.server.dialect.FailureKinds;
import dev.openllm.server.dialect.HttpFailures;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Failures: {@code {"error":"text"}}, as the body of an HTTP error or as a line of a stream. */
final class OllamaErrors {

    private OllamaErrors() {}

    static ErrorInfo read(int status, Map<String, String> headers, String body) {
        JsonNode answer = ErrorBody.parse(body);
        ErrorInfo error = HttpFailures.read(status, headers, Optional.of(ErrorText.in(answer)), body);
        return withHint(error.withKind(kind(answer, error.message(), error.kind())));
    }

    /** An error that came as a line of a stream, after the status had already said that all was well. */
    static ErrorInfo inStream(JsonNode line) {
        JsonNode answer = ErrorBody.unwrapped(line);
        String words = ErrorText.in(answer);
        String message = words.isEmpty() ? "Ollama broke off without saying why." : words;
        return withHint(ErrorInfo.of(kind(answer, message, ErrorKind.OVERLOADED), message));
    }

    private static ErrorKind kind(JsonNode answer, String words, ErrorKind byStatus) {
        return FailureKinds.of(ErrorBody.codes(answer), words).orElseGet(() -> {
            String lower = words.toLowerCase(Locale.ROOT);
            return lower.contains("does not support") || lower.contains("system memory")
                    ? ErrorKind.INVALID_REQUEST
                    : byStatus;
        });
    }

    private static ErrorInfo withHint(ErrorInfo error) {
        String lower = error.message().toLowerCase(Locale.ROOT);
        if (error.kind() == ErrorKind.MODEL_NOT_FOUND) {
            return error.withHint("Pull it with `ollama pull`, or choose one of those that `ollama list` shows.");
        }
        if (lower.contains("system memory")) {
            return error.withHint("Choose a smaller model or a shorter context, or unload others with `ollama stop`.");
        }
        return switch (error.kind()) {
            case AUTH -> error.withHint("Sign in with `ollama signin`, or give an API key from ollama.com.");
            case OVERLOADED -> error.withHint("Try again in a moment; the server's log says more.");
            default -> error;
        };
    }
}
