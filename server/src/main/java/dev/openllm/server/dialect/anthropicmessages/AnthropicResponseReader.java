package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.HttpFailures;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.ToolArgumentSink;
import dev.openllm.server.dialect.ToolArguments;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reader for a response. Source: https://platform.claude.com/docs/en/build-with-claude/streaming */
final class AnthropicResponseReader implements ResponseReader {

    private final ChatCall call;
    private final ThinkingBlocks thinkingBlocks;
    private final AnthropicUsage usage = new AnthropicUsage();
    private final SortedMap<Integer, OpenBlock> openBlocks = new TreeMap<>();
    private final Set<String> callIds = new HashSet<>();
    private Optional<OpenBlock> pendingCall = Optional.empty();
    private Optional<String> messageId = Optional.empty();
    private Optional<String> servedModel = Optional.empty();
    private String stopReason = "";
    private ToolArgumentSink argumentSink = ToolArgumentSink.NONE;
    private boolean calledTools;
    private boolean ended;

    AnthropicResponseReader(ChatCall call) {
        this.call = call;
        this.thinkingBlocks = ThinkingBlocks.of(call.quirks());
    }

    @Override
    public void streamArgumentsTo(ToolArgumentSink sink) {
        argumentSink = sink;
    }

    @Override
    public void readFrame(String event, String data, Consumer<ChatEvent> sink) {
        if (ended || data.isBlank() || data.strip().equals("[DONE]")) { // proxies append "[DONE]"
            return;
        }
        try {
            readEvent(Wire.JSON.readTree(data), event, sink);
        } catch (JsonProcessingException broken) {
            throw badResponse(
                    data.strip().startsWith("{")
                            ? UserText.of(
                                    "The provider sent an event that is not valid JSON. The response may be truncated.")
                            : UserText.of("The provider aborted the response: {0}", HttpFailures.shorten(data)));
        }
    }

    @Override
    public void readUnstreamed(JsonNode response, Consumer<ChatEvent> sink) {
        throwIfError(response);
        if (!response.path("content").isArray()) {
            throw badResponse(UserText.of(
                    "The provider's response has no {0}, so it does not match the {1} dialect: {2}",
                    "content", "anthropic-messages", HttpFailures.shorten(response.toString())));
        }
        readMessage(response, sink);
        ended = true;
    }

    private void readEvent(JsonNode data, String event, Consumer<ChatEvent> sink) {
        throwIfError(data);
        int index = data.path("index").asInt();
        switch (data.path("type").asText(event)) {
            case "message_start" -> startMessage(data.path("message"), sink);
            case "content_block_start" -> startBlock(index, data.path("content_block"), sink);
            case "content_block_delta" -> readDelta(index, data.path("delta"), sink);
            case "content_block_stop" -> stopBlock(index, sink);
            case "message_delta" -> {
                usage.add(data.path("usage"));
                readStop(data.path("delta"), sink);
            }
            case "message_stop" -> ended = true;
            default -> {} // ping and unknown events
        }
    }

    private static void throwIfError(JsonNode data) {
        AnthropicErrors.inResponse(data).ifPresent(error -> {
            throw new OpenLlmException(error);
        });
    }

    /**
     * Reads the event that starts a message. Some gateways repeat this event. If a repeated event has a different
     * message ID, a gateway lost the first response and appended a second one. Such a response is rejected, because
     * parts of two responses must not be mixed. Source: https://github.com/vercel/ai/issues/18331
     */
    private void startMessage(JsonNode message, Consumer<ChatEvent> sink) {
        String id = message.path("id").asText("");
        if (messageId.isPresent()) {
            if (!messageId.get().equals(id)) {
                throw badResponse(UserText.of("A proxy or gateway merged two responses into one."));
            }
            return;
        }
        messageId = Optional.of(id);
        readMessage(message, sink);
    }

    /** Reads a complete response or the first message of a stream, which can already contain content. */
    private void readMessage(JsonNode message, Consumer<ChatEvent> sink) {
        messageId = Optional.of(message.path("id").asText(""));
        servedModel = text(message, "model");
        usage.add(message.path("usage"));
        for (JsonNode block : message.path("content")) {
            startBlock(-1, block, sink);
            stopBlock(-1, sink);
        }
        readStop(message, sink);
    }

    private void startBlock(int index, JsonNode block, Consumer<ChatEvent> sink) {
        emitPendingCall(false, sink);
        stopBlock(index, sink);
        openBlocks.put(index, new OpenBlock(block));
        switch (block.path("type").asText()) {
            case "text" -> emit(block.path("text").asText(""), false, sink);
            case "thinking" -> emit(block.path("thinking").asText(""), true, sink);
            default -> {} // tools that the provider runs, and their results, are skipped
        }
    }

    private void readDelta(int index, JsonNode delta, Consumer<ChatEvent> sink) {
        OpenBlock block = openBlocks.computeIfAbsent(index, unannounced -> new OpenBlock(Wire.JSON.missingNode()));
        switch (delta.path("type").asText()) {
            case "text_delta" -> emit(delta.path("text").asText(""), false, sink);
            case "thinking_delta" -> {
                block.addThinking(delta.path("thinking").asText(""));
                emit(delta.path("thinking").asText(""), true, sink);
            }
            case "signature_delta" -> block.addSignature(delta.path("signature").asText(""));
            case "input_json_delta" -> {
                block.addJson(delta.path("partial_json").asText(""));
                if (block.type().equals("tool_use") && !callIds.contains(block.id())) {
                    block.streamArgumentsTo(argumentSink);
                }
            }
            default -> {} // citations are ignored
        }
    }

    private static void emit(String text, boolean thinking, Consumer<ChatEvent> sink) {
        if (!text.isEmpty()) {
            sink.accept(thinking ? new ChatEvent.Reasoning(text) : new ChatEvent.Text(text));
        }
    }

    private void stopBlock(int index, Consumer<ChatEvent> sink) {
        OpenBlock block = openBlocks.remove(index);
        if (block == null) {
            return;
        }
        emitPendingCall(false, sink);
        block.state()
                .filter(state -> thinkingBlocks.isThinkingBlock(new Part.ProviderState("", "", state)))
                .ifPresent(state -> sink.accept(new ChatEvent.ProviderState(call.provider(), call.model(), state)));
        if (block.type().equals("tool_use")) {
            calledTools = true;
            pendingCall = Optional.of(block);
            if (!block.arguments().isBlank()) {
                emitPendingCall(false, sink);
            }
        }
    }

    /**
     * Emits the tool call that was held back. A call without arguments is held back until the next event, which shows
     * whether the tool has no parameters or the response was truncated before the arguments.
     */
    private void emitPendingCall(boolean truncated, Consumer<ChatEvent> sink) {
        pendingCall.ifPresent(block -> {
            String id = block.id().isBlank() || !callIds.add(block.id()) ? ToolArguments.newCallId() : block.id();
            sink.accept(
                    truncated
                            ? new ChatEvent.InvalidToolCall(
                                    id,
                                    block.name(),
                                    "",
                                    UserText.of("The response was truncated before the arguments of the tool call were"
                                            + " received."))
                            : ToolArguments.event(id, block.name(), block.arguments()));
        });
        pendingCall = Optional.empty();
    }

    private void readStop(JsonNode from, Consumer<ChatEvent> sink) {
        Optional<String> reason = text(from, "stop_reason");
        if (reason.isPresent()) {
            stopReason = reason.get();
            emitPendingCall(finishReason() == FinishReason.LENGTH, sink);
        }
        text(from.path("stop_details"), "explanation")
                .ifPresent(explanation -> sink.accept(
                        new ChatEvent.Notice(ChatEvent.Notice.Topic.WARNING, UserText.verbatim(explanation))));
    }

    @Override
    public Outcome end(Consumer<ChatEvent> sink) {
        if (!ended) {
            throw badResponse(UserText.of("The provider's response ended before it was complete."));
        }
        while (!openBlocks.isEmpty()) { // some servers do not send the end of a block
            stopBlock(openBlocks.firstKey(), sink);
        }
        emitPendingCall(false, sink);
        Optional<String> id = messageId.filter(text -> !text.isEmpty());
        return new Outcome(finishReason(), stopReason, usage.total(), id, servedModel, OptionalDouble.empty());
    }

    /** Maps the stop reason. Source: https://platform.claude.com/docs/en/api/handling-stop-reasons */
    private FinishReason finishReason() {
        return switch (stopReason) {
            case "end_turn", "stop_sequence", "" -> calledTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "refusal" -> FinishReason.REFUSAL;
            default -> FinishReason.OTHER; // such as "pause_turn", after which a server-side tool could continue
        };
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    private static OpenLlmException badResponse(UserText message) {
        return new OpenLlmException(ErrorKind.BAD_RESPONSE, message, UserText.of("Try again."));
    }
}
