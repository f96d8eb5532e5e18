package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.openai.MalformedResponses;
import dev.openllm.server.dialect.openai.OpenAiErrors;
import dev.openllm.server.dialect.openai.OpenAiUsage;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A reader for completions in the OpenAI format and in the Mistral format, which is the same as the format of chat
 * responses.
 */
final class CompletionReader implements ResponseReader {

    private boolean hasChoice;
    private boolean done;
    private String finishReasonRaw = "";
    private JsonNode usage = MissingNode.getInstance();
    private Optional<String> responseId = Optional.empty();
    private Optional<String> servedModel = Optional.empty();

    @Override
    public void readFrame(String event, String data, Consumer<ChatEvent> sink) {
        String trimmed = data.strip();
        if (trimmed.equals("[DONE]")) {
            done = true;
            return;
        }
        if (trimmed.isEmpty() || done) {
            return;
        }
        JsonNode chunk = MalformedResponses.parse(trimmed);
        if (event.equals("error")) {
            throw new OpenLlmException(OpenAiErrors.inResponse(chunk));
        }
        read(chunk, sink);
    }

    @Override
    public void readUnstreamed(JsonNode response, Consumer<ChatEvent> sink) {
        read(response, sink);
        if (!hasChoice) {
            throw MalformedResponses.missingField("choices", "openai-chat", response);
        }
        done = true;
    }

    private void read(JsonNode body, Consumer<ChatEvent> sink) {
        responseId = responseId.or(() -> nonEmpty(body.path("id")));
        servedModel = servedModel.or(() -> nonEmpty(body.path("model")));
        if (body.path("usage").isObject()) {
            usage = body.path("usage");
        }
        for (JsonNode choice : body.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                hasChoice = true;
                text(choice).ifPresent(text -> sink.accept(new ChatEvent.Text(text)));
                nonEmpty(choice.path("finish_reason")).ifPresent(reason -> finishReasonRaw = reason);
            }
        }
        if (OpenAiErrors.isError(body)) {
            throw new OpenLlmException(OpenAiErrors.inResponse(body));
        }
    }

    private static Optional<String> text(JsonNode choice) {
        JsonNode message = choice.path(choice.path("delta").isObject() ? "delta" : "message");
        return nonEmpty(message.isObject() ? message.path("content") : choice.path("text"));
    }

    @Override
    public Outcome end(Consumer<ChatEvent> sink) {
        if (!(done && hasChoice) && finishReasonRaw.isEmpty()) {
            throw MalformedResponses.truncated();
        }
        return new Outcome(
                EndReasons.of(finishReasonRaw),
                finishReasonRaw,
                usage.isObject() ? OpenAiUsage.read(usage, false) : Usage.UNKNOWN,
                responseId,
                servedModel,
                usage.isObject() ? OpenAiUsage.costUsd(usage) : OptionalDouble.empty());
    }

    private static Optional<String> nonEmpty(JsonNode node) {
        return node.isTextual() && !node.textValue().isEmpty() ? Optional.of(node.textValue()) : Optional.empty();
    }
}
