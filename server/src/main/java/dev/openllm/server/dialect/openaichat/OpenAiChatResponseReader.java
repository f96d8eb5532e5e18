package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Usage;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Reader for a Chat Completions response, which is either a stream of chunks or a complete response. */
final class OpenAiChatResponseReader implements ResponseReader {

    private final ChatCall call;
    private final ToolCallDeltas toolCalls = new ToolCallDeltas();
    private final ReasoningDetails reasoningDetails = new ReasoningDetails();
    private final RepeatedChunk repeated = new RepeatedChunk();
    private final StringBuilder reasoning = new StringBuilder();
    private final DeliveredText deliveredText = new DeliveredText();
    private final DeliveredText deliveredReasoning = new DeliveredText();
    private Optional<ThinkMarkup> thinkMarkup = Optional.empty();
    private boolean hasChoice;
    private boolean done;
    private boolean refused;
    private boolean imagesReported;
    /** Whether the current text might repeat text that has already been delivered. */
    private boolean isRepeated;

    private String finishReasonRaw = "";
    private JsonNode usage = MissingNode.getInstance();
    private Optional<String> responseId = Optional.empty();
    private Optional<String> servedModel = Optional.empty();

    OpenAiChatResponseReader(ChatCall call) {
        this.call = call;
    }

    @Override
    public void streamArgumentsTo(ToolArgumentSink sink) {
        toolCalls.streamArgumentsTo(sink);
    }

    @Override
    public void readFrame(String event, String data, Consumer<ChatEvent> sink) {
        String trimmed = data.strip();
        if (trimmed.equals("[DONE]")) {
            done = true;
        } else if (!trimmed.isEmpty() && !done) {
            readChunk(event, trimmed, sink);
        }
    }

    private void readChunk(String event, String data, Consumer<ChatEvent> sink) {
        boolean isError = event.equals("error");
        String text = isError ? "" : repeated.extractText(data);
        if (!text.isEmpty()) {
            isRepeated = false;
            emitText(text, sink);
            return;
        }
        JsonNode chunk = MalformedResponses.parse(data);
        if (isError) {
            throw new OpenLlmException(OpenAiErrors.inResponse(chunk));
        }
        read(chunk, false, sink);
        repeated.update(data, chunk);
    }

    @Override
    public void readUnstreamed(JsonNode response, Consumer<ChatEvent> sink) {
        JsonNode completion = response.isArray() ? response.path(0) : response;
        read(completion, true, sink);
        if (!hasChoice) {
            throw MalformedResponses.missingField("choices", OpenAiChatDialect.NAME, completion);
        }
        done = completion.path("choices").path(0).path("message").isObject(); // a chunk is not a complete response
    }

    private void read(JsonNode frame, boolean unstreamed, Consumer<ChatEvent> sink) {
        JsonNode body = frame.path("data").has("choices") ? frame.path("data") : frame; // some gateways wrap the body
        responseId = responseId.or(() -> nonEmpty(body.path("id")));
        servedModel = servedModel.or(() -> nonEmpty(body.path("model")));
        readUsage(
                body.path("usage").isObject()
                        ? body.path("usage")
                        : body.path("x_groq").path("usage"));
        JsonNode choices = body.path("choices");
        for (int i = 0; i < choices.size(); i++) {
            JsonNode choice = choices.path(i);
            if (choice.path("index").asInt(i) == 0) {
                readChoice(choice, unstreamed, sink);
            }
        }
        for (JsonNode node : List.of(body, body.path("x_groq"))) {
            if (OpenAiErrors.isError(node)) {
                throw new OpenLlmException(OpenAiErrors.inResponse(node));
            }
        }
    }

    private void readUsage(JsonNode tokens) {
        if (tokens.isObject()) {
            usage = tokens;
        }
    }

    private void readChoice(JsonNode choice, boolean unstreamed, Consumer<ChatEvent> sink) {
        hasChoice = true;
        readUsage(choice.path("usage")); // Moonshot
        // Perplexity sends both a delta and a message in every frame; some servers send a message instead of the last
        // delta.
        boolean isDelta = choice.path("delta").isObject()
                && !(unstreamed && choice.path("message").isObject());
        JsonNode message = choice.path(isDelta ? "delta" : "message");
        isRepeated = !isDelta; // MiniMax and others repeat the complete message after its deltas
        readReasoning(message, sink);
        readContent(message.isObject() ? message.path("content") : choice.path("text"), sink);
        if (isDelta || !refused) {
            emitRefusal(message.path("refusal"), sink);
        }
        reportImages(message.path("images"), sink);
        JsonNode calls = message.path("tool_calls");
        if (isDelta) {
            (calls.isObject() ? List.of(calls) : calls).forEach(toolCalls::add);
        } else {
            toolCalls.addMissing(
                    calls.isObject()
                            ? List.of(calls)
                            : List.copyOf(calls.valueStream().toList()));
        }
        if (message.path("function_call").isObject()) {
            toolCalls.addLegacy(message.path("function_call"));
        }
        nonEmpty(choice.path("finish_reason")).ifPresent(reason -> finishReasonRaw = reason);
        if (OpenAiErrors.isError(choice)) { // OpenRouter
            throw new OpenLlmException(OpenAiErrors.inResponse(choice));
        }
    }

    private void readReasoning(JsonNode message, Consumer<ChatEvent> sink) {
        JsonNode details = message.path("reasoning_details");
        String text = nonEmpty(message.path("reasoning_content"))
                .or(() -> nonEmpty(message.path("reasoning")))
                .or(() -> nonEmpty(message.path("reasoning_text"))) // GitHub Copilot
                .orElseGet(() -> ReasoningDetails.visibleText(details));
        if (!isRepeated || reasoningDetails.isEmpty()) {
            reasoningDetails.add(details);
        }
        emitReasoning(text, sink);
    }

    private void readContent(JsonNode content, Consumer<ChatEvent> sink) {
        if (content.isTextual()) {
            emitText(content.asText(), sink);
            return;
        }
        for (JsonNode chunk : content) { // Mistral
            switch (chunk.path("type").asText()) {
                case "text", "output_text" -> emitText(chunk.path("text").asText(""), sink);
                case "thinking" -> readThinking(chunk.path("thinking"), sink);
                case "refusal" -> emitRefusal(chunk.path("refusal"), sink);
                default -> emitText(chunk.isTextual() ? chunk.asText() : "", sink); // other types were not requested
            }
        }
    }

    private void readThinking(JsonNode thinking, Consumer<ChatEvent> sink) {
        emitReasoning(thinking.asText(""), sink);
        thinking.forEach(part -> emitReasoning(part.path("text").asText(""), sink));
    }

    private void emitRefusal(JsonNode text, Consumer<ChatEvent> sink) {
        nonEmpty(text).ifPresent(refusal -> {
            refused = true;
            sink.accept(new ChatEvent.Refusal(refusal));
        });
    }

    /**
     * Adds a single notice that the model generated images. Source:
     * https://openrouter.ai/docs/features/multimodal/image-generation
     */
    private void reportImages(JsonNode images, Consumer<ChatEvent> sink) {
        if (!images.isEmpty() && !imagesReported) {
            imagesReported = true;
            sink.accept(new ChatEvent.Notice(
                    ChatEvent.Notice.Topic.WARNING,
                    UserText.of("The response contains an image, which is not displayed.")));
        }
    }

    private void emitText(String received, Consumer<ChatEvent> sink) {
        String text = isRepeated ? deliveredText.undelivered(received) : received;
        if (text.isEmpty()) {
            return;
        }
        deliveredText.add(text);
        if (!call.quirks().has(OpenAiChatQuirk.THINK_MARKUP)) {
            sink.accept(new ChatEvent.Text(text));
            return;
        }
        if (thinkMarkup.isEmpty()) {
            thinkMarkup = Optional.of(new ThinkMarkup(
                    words -> sink.accept(new ChatEvent.Text(words)), words -> appendReasoning(words, sink)));
        }
        thinkMarkup.get().add(text);
    }

    private void emitReasoning(String received, Consumer<ChatEvent> sink) {
        String text = isRepeated ? deliveredReasoning.undelivered(received) : received;
        deliveredReasoning.add(text);
        appendReasoning(text, sink);
    }

    private void appendReasoning(String text, Consumer<ChatEvent> sink) {
        if (!text.isEmpty()) {
            reasoning.append(text);
            sink.accept(new ChatEvent.Reasoning(text));
        }
    }

    @Override
    public Outcome end(Consumer<ChatEvent> sink) {
        thinkMarkup.ifPresent(ThinkMarkup::end);
        boolean ended = done && hasChoice || !finishReasonRaw.isEmpty();
        if (!ended) {
            throw MalformedResponses.truncated();
        }
        List<ChatEvent> calls = toolCalls.events();
        state().ifPresent(data -> sink.accept(new ChatEvent.ProviderState(call.provider(), call.model(), data)));
        calls.forEach(sink);
        return new Outcome(
                FinishReasons.reason(finishReasonRaw, !calls.isEmpty(), refused),
                finishReasonRaw,
                usage.isObject()
                        ? OpenAiUsage.read(usage, call.quirks().has(OpenAiQuirk.USAGE_EXCLUDES_REASONING))
                        : Usage.UNKNOWN,
                responseId,
                servedModel,
                usage.isObject() ? OpenAiUsage.costUsd(usage) : OptionalDouble.empty());
    }

    /** Returns the provider state that must be sent back unchanged; see {@link OpenAiChatMessageEncoder}. */
    private Optional<ObjectNode> state() {
        ObjectNode data = Wire.JSON.createObjectNode();
        if (!reasoningDetails.isEmpty()) {
            data.set("reasoning_details", reasoningDetails.merged());
        }
        boolean returnsReasoning =
                !call.quirks().value(OpenAiChatQuirk.REASONING_BACK, "never").equals("never");
        if (returnsReasoning && !reasoning.isEmpty()) { // needed if the caller does not return reasoning
            data.put("reasoning", reasoning.toString());
        }
        return data.isEmpty() ? Optional.empty() : Optional.of(data);
    }

    private static Optional<String> nonEmpty(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? Optional.of(node.asText()) : Optional.empty();
    }
}
