package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.ToolArguments;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reader for a response. Chunks of a stream have the same format as a complete response. There is no final chunk: a
 * response can continue after a finish reason, and only the end of the body indicates that the response is complete.
 */
final class GeminiResponseReader implements ResponseReader {

    private final ChatCall call;
    private final GeminiUsage usage = new GeminiUsage();
    private final Set<String> callIds = new HashSet<>();
    private Optional<StreamedCall> streamedCall = Optional.empty();
    private Optional<String> responseId = Optional.empty();
    private Optional<String> servedModel = Optional.empty();
    private String finishReasonRaw = "";
    private boolean ended;
    private boolean blocked;
    private boolean calledTools;
    private int textLength;

    GeminiResponseReader(ChatCall call) {
        this.call = call;
    }

    @Override
    public void readFrame(String event, String data, Consumer<ChatEvent> sink) {
        if (data.isBlank() || data.strip().equals("[DONE]")) { // proxies append "[DONE]"
            return;
        }
        try {
            readChunk(Wire.JSON.readTree(data), sink);
        } catch (JsonProcessingException broken) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("Gemini sent a chunk that is not valid JSON. The response may be truncated."),
                    UserText.of("Try again."));
        }
    }

    /** Reads a complete response, or an array of chunks, which is the format of a stream without {@code alt=sse}. */
    @Override
    public void readUnstreamed(JsonNode response, Consumer<ChatEvent> sink) {
        if (response.isArray()) {
            response.forEach(chunk -> readChunk(chunk, sink));
        } else {
            readChunk(response, sink);
            ended |= first(response.path("candidates")).path("content").isObject();
        }
    }

    private void readChunk(JsonNode chunk, Consumer<ChatEvent> sink) {
        GeminiErrors.inResponse(chunk).ifPresent(error -> {
            throw new OpenLlmException(error);
        });
        usage.add(chunk.path("usageMetadata"));
        responseId = text(chunk, "responseId").or(() -> responseId);
        servedModel = text(chunk, "modelVersion").or(() -> servedModel);
        readPromptFeedback(chunk.path("promptFeedback"), sink);
        JsonNode candidate = first(chunk.path("candidates"));
        for (JsonNode part : candidate.path("content").path("parts")) {
            readPart(part, sink);
        }
        text(candidate, "finishReason").ifPresent(reason -> {
            finishReasonRaw = reason;
            ended = true;
        });
        if (!finishReasonRaw.equals(
                "STOP")) { // for tool calls, the message only reports that the response contains calls
            text(candidate, "finishMessage").ifPresent(message -> warn(UserText.verbatim(message), sink));
        }
    }

    /**
     * Returns the first candidate, or a missing node if a chunk contains only other candidates. Candidates other than
     * the first are ignored.
     */
    private static JsonNode first(JsonNode candidates) {
        return candidates
                .valueStream()
                .filter(candidate -> candidate.path("index").asInt(0) == 0)
                .findFirst()
                .orElse(Wire.JSON.missingNode());
    }

    private void readPromptFeedback(JsonNode feedback, Consumer<ChatEvent> sink) {
        Optional<String> reason = text(feedback, "blockReason");
        Optional<String> message = text(feedback, "blockReasonMessage");
        if (reason.isPresent() || message.isPresent()) {
            finishReasonRaw = reason.orElse("");
            ended = true;
            blocked = true;
            warn(
                    message.map(UserText::verbatim)
                            .orElse(UserText.of("Gemini blocked the prompt ({0}).", finishReasonRaw)),
                    sink);
        }
    }

    private static void warn(UserText message, Consumer<ChatEvent> sink) {
        sink.accept(new ChatEvent.Notice(ChatEvent.Notice.Topic.WARNING, message));
    }

    /** Reads a part. Code that the provider executed itself is skipped. */
    private void readPart(JsonNode part, Consumer<ChatEvent> sink) {
        String signature = part.path("thoughtSignature").asText("");
        if (part.path("functionCall").isObject()) {
            readCall(part.path("functionCall"), signature, sink);
        } else if (part.path("text").isTextual()) {
            readText(part.path("text").asText(), part.path("thought").asBoolean(), signature, sink);
        } else if (part.path("inlineData").isObject()) {
            String type = part.path("inlineData").path("mimeType").asText("");
            warn(UserText.of("The response contains a file ({0}), which is not displayed.", type), sink);
        }
    }

    private void readText(String text, boolean thought, String signature, Consumer<ChatEvent> sink) {
        if (!text.isEmpty()) {
            sink.accept(thought ? new ChatEvent.Reasoning(text) : new ChatEvent.Text(text));
        }
        if (!signature.isEmpty()) {
            emitState(
                    thought
                            ? new GeminiSignature.OnThought(text, signature)
                            : GeminiSignature.OnText.of(textLength, text, signature),
                    sink);
        }
        textLength += thought ? 0 : text.length();
    }

    private void readCall(JsonNode function, String signature, Consumer<ChatEvent> sink) {
        boolean hasName = text(function, "name").isPresent();
        boolean continues = function.path("willContinue").asBoolean();
        if (streamedCall.isPresent() && hasName) {
            finishCall(false, sink);
        }
        if (hasName && (continues || function.has("partialArgs"))) {
            streamedCall = Optional.of(
                    new StreamedCall(idOf(function), function.path("name").asText(), signature));
        }
        if (streamedCall.isEmpty() && function.isEmpty()) {
            return; // this chunk only marks the end of a call that has already ended
        }
        if (streamedCall.isEmpty()) {
            emit(idOf(function), function.path("name").asText(), function.path("args"), signature, sink);
            return;
        }
        function.path("partialArgs").forEach(streamedCall.get()::add);
        if (!continues) {
            finishCall(true, sink);
        }
    }

    /**
     * Returns the ID of a call. Older models do not send IDs. If the ID is missing or an earlier call has the same ID,
     * a new ID is returned.
     */
    private String idOf(JsonNode function) {
        String given = function.path("id").asText("");
        return given.isBlank() || !callIds.add(given) ? ToolArguments.newCallId() : given;
    }

    private void emit(String id, String name, JsonNode arguments, String signature, Consumer<ChatEvent> sink) {
        sink.accept(ToolArguments.event(id, name, arguments));
        calledTools = true;
        if (!signature.isEmpty()) {
            emitState(new GeminiSignature.OnCall(id, signature), sink);
        }
    }

    private void finishCall(boolean complete, Consumer<ChatEvent> sink) {
        streamedCall.ifPresent(streamed -> {
            if (complete) {
                emit(streamed.id(), streamed.name(), streamed.arguments(), streamed.signature(), sink);
            } else {
                sink.accept(new ChatEvent.InvalidToolCall(
                        streamed.id(),
                        streamed.name(),
                        streamed.arguments().toString(),
                        UserText.of(
                                "The arguments for the tool {0} are incomplete because the response was truncated.",
                                streamed.name())));
            }
        });
        streamedCall = Optional.empty();
    }

    private void emitState(GeminiSignature signature, Consumer<ChatEvent> sink) {
        sink.accept(new ChatEvent.ProviderState(call.provider(), call.model(), signature.data()));
    }

    @Override
    public Outcome end(Consumer<ChatEvent> sink) {
        if (!ended) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("The response from Gemini ended before it was complete."),
                    UserText.of("Try again. If the problem persists, use another model."));
        }
        finishCall(finishReasonRaw.equals("STOP"), sink); // sometimes the last chunk of a call is missing
        return new Outcome(
                finishReason(), finishReasonRaw, usage.total(), responseId, servedModel, OptionalDouble.empty());
    }

    /**
     * Maps the finish reason. Gemini also reports {@code STOP} for tool calls. Source:
     * https://ai.google.dev/api/generate-content#FinishReason
     */
    private FinishReason finishReason() {
        if (blocked) {
            return FinishReason.CONTENT_FILTER;
        }
        return switch (finishReasonRaw) {
            case "STOP", "" -> calledTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> FinishReason.CONTENT_FILTER;
            case "MALFORMED_FUNCTION_CALL" -> FinishReason.ERROR;
            default -> FinishReason.OTHER;
        };
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field).asText("")).filter(text -> !text.isEmpty());
    }
}
