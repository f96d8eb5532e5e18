package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.HttpFailures;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Failures: {@code {"error":"text"}}, as the body of an HTTP error or as a line of a stream. */
final class OllamaErrors {

    private OllamaErrors() {}

    static ErrorInfo read(int status, Map<String, String> headers, String body) {
        Optional<String> words = words(body);
        ErrorInfo error = HttpFailures.read(status, headers, words, body);
        return classified(error.withKind(kind(error.message(), error.kind())));
    }

    /** An error that came as a line of a stream, after the status had already said that all was well. */
    static ErrorInfo inStream(JsonNode error) {
        String words = words(error).orElse("Ollama broke off without saying why.");
        return classified(ErrorInfo.of(kind(words, ErrorKind.OVERLOADED), words));
    }

    private static Optional<String> words(String body) {
        try {
            return words(Wire.JSON.readTree(body).path("error"));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Proxies before Ollama put the text into an object, as OpenAI does. */
    private static Optional<String> words(JsonNode error) {
        return Optional.of(error.isObject() ? error.path("message").asText("") : error.asText(""))
                .filter(text -> !text.isBlank());
    }

    private static ErrorKind kind(String words, ErrorKind byStatus) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("not found") && lower.contains("model")) {
            return ErrorKind.MODEL_NOT_FOUND;
        }
        if (lower.contains("context length") || lower.contains("context window")) {
            return ErrorKind.CONTEXT_TOO_LONG;
        }
        if (lower.contains("does not support") || lower.contains("system memory")) {
            return ErrorKind.INVALID_REQUEST;
        }
        return byStatus;
    }

    private static ErrorInfo classified(ErrorInfo error) {
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
