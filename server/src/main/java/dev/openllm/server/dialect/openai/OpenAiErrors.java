package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ErrorBody;
import dev.openllm.server.dialect.HttpFailures;
import dev.openllm.server.dialect.MiniMaxErrors;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reader for errors of OpenAI and compatible providers, which are received as complete responses or as objects inside a
 * stream that began successfully.
 */
public final class OpenAiErrors {

    private OpenAiErrors() {}

    /** Reads a response whose HTTP status indicates an error. */
    public static ErrorInfo read(int status, Map<String, String> headers, String body) {
        Optional<ErrorPhrases> phrases =
                Optional.of(ErrorBody.parse(body)).filter(JsonNode::isObject).map(ErrorPhrases::of);
        ErrorInfo failure = HttpFailures.read(status, headers, phrases.map(ErrorPhrases::message), body);
        return phrases.map(found -> withCode(failure.withKind(OpenAiErrorKinds.of(status, found)), found))
                .orElse(failure);
    }

    /** Reads an error that was received with status 200, either in a stream or instead of a complete response. */
    public static ErrorInfo inResponse(JsonNode frame) {
        return MiniMaxErrors.inResponse(frame).orElseGet(() -> fromErrorBody(frame));
    }

    private static ErrorInfo fromErrorBody(JsonNode frame) {
        ErrorPhrases phrases = ErrorPhrases.of(ErrorBody.unwrap(frame));
        UserText message = phrases.message().isEmpty()
                ? UserText.of("The provider aborted the response without giving a reason.")
                : UserText.verbatim(phrases.message());
        int status = phrases.status().orElse(0);
        ErrorInfo failure = ErrorInfo.of(OpenAiErrorKinds.of(status, phrases), message);
        return withCode(status == 0 ? failure : failure.withStatus(status), phrases);
    }

    private static ErrorInfo withCode(ErrorInfo info, ErrorPhrases phrases) {
        return phrases.code().isEmpty() ? info : info.withCode(phrases.code());
    }

    /** Returns whether a stream frame or an unstreamed response is an error rather than model output. */
    public static boolean isError(JsonNode frame) {
        JsonNode error = frame.path("error");
        return error.isObject() && !error.isEmpty()
                || error.isTextual() && !error.asText().isBlank()
                || frame.path("object").asText().equals("error")
                || frame.path("type").asText().equals("error")
                || MiniMaxErrors.inResponse(frame).isPresent()
                || !frame.has("choices")
                        && Stream.of("detail", "message", "msg")
                                .anyMatch(field -> frame.path(field).isTextual());
    }
}
