package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ErrorBody;
import dev.openllm.server.dialect.ErrorText;
import dev.openllm.server.dialect.FailureKinds;
import dev.openllm.server.dialect.HttpFailures;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.ResponseReader;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A reader for Ollama completions, which are received as a stream of JSON lines or as a single JSON line. In both
 * cases, {@code done} is {@code true} in the last line.
 */
final class GenerateReader implements ResponseReader {

    private Optional<JsonNode> last = Optional.empty();

    @Override
    public void readFrame(String event, String data, Consumer<ChatEvent> sink) {
        try {
            readUnstreamed(Wire.JSON.readTree(data), sink);
        } catch (JsonProcessingException broken) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("Ollama aborted the response: {0}", HttpFailures.shorten(data)),
                    UserText.of("Try again. If the problem persists, check the provider's log."));
        }
    }

    @Override
    public void readUnstreamed(JsonNode response, Consumer<ChatEvent> sink) {
        if (response.hasNonNull("error")) {
            throw new OpenLlmException(failure(response));
        }
        String text = response.path("response").asText("");
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.Text(text));
        }
        if (response.path("done").asBoolean()) {
            last = Optional.of(response);
        }
    }

    /** Reads an error from a line of a stream that began with a successful HTTP status. */
    private static ErrorInfo failure(JsonNode line) {
        JsonNode body = ErrorBody.unwrap(line);
        String message = ErrorText.extract(body);
        return ErrorInfo.of(
                FailureKinds.of(ErrorBody.codes(body), message).orElse(ErrorKind.OVERLOADED),
                message.isEmpty()
                        ? UserText.of("Ollama aborted the response without giving a reason.")
                        : UserText.verbatim(message));
    }

    @Override
    public Outcome end(Consumer<ChatEvent> sink) {
        JsonNode summary = last.orElseThrow(() -> new OpenLlmException(
                ErrorKind.BAD_RESPONSE,
                UserText.of("The response from Ollama ended before it was complete."),
                UserText.of("Try again. If the problem persists, check the provider's log.")));
        return EndReasons.outcome(
                summary, "done_reason", "prompt_eval_count", "eval_count", "prompt_eval_cached_count");
    }
}
