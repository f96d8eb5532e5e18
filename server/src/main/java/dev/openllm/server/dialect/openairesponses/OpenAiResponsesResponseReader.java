package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.ToolArgumentSink;
import dev.openllm.server.dialect.openai.MalformedResponses;
import dev.openllm.server.dialect.openai.OpenAiErrors;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import dev.openllm.server.dialect.openai.OpenAiUsage;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Reader for a Responses API response, which is either a stream of typed events or a complete response. */
final class OpenAiResponsesResponseReader implements ResponseReader {

    private final ChatCall call;
    private final OutputItems items = new OutputItems();
    private JsonNode response = MissingNode.getInstance();
    private boolean ended;

    OpenAiResponsesResponseReader(ChatCall call) {
        this.call = call;
    }

    @Override
    public void streamArgumentsTo(ToolArgumentSink sink) {
        items.streamArgumentsTo(sink);
    }

    @Override
    public void readFrame(String event, String data, Consumer<ChatEvent> sink) {
        String trimmed = data.strip();
        if (ended || trimmed.isEmpty() || trimmed.equals("[DONE]")) { // OpenRouter and Azure append "[DONE]".
            return;
        }
        JsonNode frame = MalformedResponses.parse(trimmed);
        String type = frame.path("type").asText(event);
        switch (type) {
            case "response.created", "response.queued", "response.in_progress" -> response = frame.path("response");
            case "response.completed", "response.incomplete", "response.done" -> finish(frame.path("response"), sink);
            case "response.failed" -> throw failed(frame.path("response"));
            case "error" -> throw failed(frame);
            default -> {
                if (!type.startsWith("response.") && OpenAiErrors.isError(frame)) {
                    throw failed(frame);
                }
                items.read(type, frame, sink);
            }
        }
    }

    @Override
    public void readUnstreamed(JsonNode completeResponse, Consumer<ChatEvent> sink) {
        JsonNode body = completeResponse.isArray() ? completeResponse.path(0) : completeResponse;
        if (OpenAiErrors.isError(body)) {
            throw failed(body);
        }
        if (!body.path("output").isArray()) {
            throw MalformedResponses.missingField("output", OpenAiResponsesDialect.NAME, body);
        }
        finish(body, sink);
    }

    private void finish(JsonNode finished, Consumer<ChatEvent> sink) {
        response = finished;
        switch (finished.path("status").asText()) {
            case "failed" -> throw failed(finished);
            case "queued", "in_progress" ->
                throw new OpenLlmException(
                        ErrorKind.BAD_RESPONSE,
                        UserText.of("The provider started a background response, which is not supported."),
                        UserText.of("Remove 'background' from the request."));
            default -> {
                items.complete(finished.path("output"), sink);
                ended = true;
            }
        }
    }

    private static OpenLlmException failed(JsonNode frame) {
        return new OpenLlmException(OpenAiErrors.inResponse(frame));
    }

    @Override
    public Outcome end(Consumer<ChatEvent> sink) {
        if (!ended) {
            throw MalformedResponses.truncated();
        }
        items.state().ifPresent(data -> sink.accept(new ChatEvent.ProviderState(call.provider(), call.model(), data)));
        JsonNode usage = response.path("usage");
        return new Outcome(
                finishReason(),
                finishReasonRaw(),
                usage.isObject()
                        ? OpenAiUsage.read(usage, call.quirks().has(OpenAiQuirk.USAGE_EXCLUDES_REASONING))
                        : Usage.UNKNOWN,
                text(response.path("id")),
                text(response.path("model")),
                usage.isObject() ? OpenAiUsage.costUsd(usage) : OptionalDouble.empty());
    }

    private String finishReasonRaw() {
        String reason = response.path("incomplete_details").path("reason").asText("");
        String status = response.path("status").asText(reason.isEmpty() ? "completed" : "incomplete");
        return reason.isEmpty() ? status : status + ":" + reason;
    }

    private FinishReason finishReason() {
        return switch (finishReasonRaw()) {
            case "incomplete:max_output_tokens", "incomplete:max_tokens", "incomplete:length" -> FinishReason.LENGTH;
            case "incomplete:content_filter" -> FinishReason.CONTENT_FILTER;
            case "completed" ->
                items.toolCalled()
                        ? FinishReason.TOOL_CALLS
                        : items.refused() ? FinishReason.REFUSAL : FinishReason.STOP;
            default -> FinishReason.OTHER;
        };
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? Optional.of(node.asText()) : Optional.empty();
    }
}
