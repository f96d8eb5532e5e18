package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.openai.MalformedResponses;
import dev.openllm.server.dialect.openai.OpenAiErrors;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A reader for llama.cpp infill responses, which are received as a stream of chunks or as a single chunk. In both
 * cases, {@code stop} is {@code true} in the last chunk.
 */
final class InfillReader implements ResponseReader {

    private Optional<JsonNode> last = Optional.empty();

    @Override
    public void readFrame(String event, String data, Consumer<ChatEvent> sink) {
        String trimmed = data.strip();
        if (!trimmed.isEmpty() && !trimmed.equals("[DONE]")) {
            JsonNode chunk = MalformedResponses.parse(trimmed);
            if (event.equals("error")) {
                throw new OpenLlmException(OpenAiErrors.inResponse(chunk));
            }
            read(chunk, sink);
        }
    }

    @Override
    public void readUnstreamed(JsonNode response, Consumer<ChatEvent> sink) {
        read(response, sink);
        last = last.or(() -> Optional.of(response).filter(body -> body.has("content")));
    }

    private void read(JsonNode body, Consumer<ChatEvent> sink) {
        if (body.hasNonNull("error")) {
            throw new OpenLlmException(OpenAiErrors.inResponse(body));
        }
        String text = body.path("content").asText("");
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.Text(text));
        }
        if (body.path("stop").asBoolean()) {
            last = Optional.of(body);
        }
    }

    @Override
    public Outcome end(Consumer<ChatEvent> sink) {
        JsonNode summary = last.orElseThrow(MalformedResponses::truncated);
        return EndReasons.outcome(summary, "stop_type", "tokens_evaluated", "tokens_predicted", "tokens_cached");
    }
}
