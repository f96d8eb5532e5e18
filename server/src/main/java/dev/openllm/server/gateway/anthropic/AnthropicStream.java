package dev.openllm.server.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.OpaqueState;
import dev.openllm.server.gateway.api.StreamedArguments;
import dev.openllm.server.gateway.api.UnusableCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A streamed response of the Messages API. Source: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
final class AnthropicStream implements Exchange.StreamedResponse {

    /** The type of the content block that is being written. */
    private enum Open {
        NONE,
        TEXT,
        THINKING,
        CALL
    }

    private final MessagesRequest request;
    private final EventStream out;
    private final AnthropicApi api;
    private final StreamedArguments arguments = new StreamedArguments();
    /** The provider state that arrived after text. It is written only if the response contains tool calls. */
    private final List<ChatEvent.ProviderState> pendingStates = new ArrayList<>();

    private Optional<ChatEvent.InvalidToolCall> invalid = Optional.empty();
    private boolean begun;
    private boolean textSent;
    private boolean callSent;
    private Open open = Open.NONE;
    private int index = -1;

    AnthropicStream(MessagesRequest request, EventStream out, AnthropicApi api) {
        this.request = request;
        this.out = out;
        this.api = api;
    }

    @Override
    public void event(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text chunk -> sendText(chunk.text());
            case ChatEvent.Refusal chunk -> sendText(chunk.text());
            case ChatEvent.Reasoning chunk -> sendThinking(chunk.text());
            case ChatEvent.ProviderState state -> sendState(state);
            case ChatEvent.ToolCall call -> {
                boolean isOpen = isOpen(call.id());
                endCall(
                        call.id(),
                        call.name(),
                        isOpen ? arguments.remaining(call) : call.arguments().toString(),
                        isOpen);
            }
            case ChatEvent.InvalidToolCall call -> {
                boolean isOpen = isOpen(call.id());
                invalid = Optional.of(call);
                if (isOpen) {
                    endCall(call.id(), call.name(), arguments.remaining(call), true);
                }
            }
            case ChatEvent.Notice notice -> {}
        }
    }

    private void sendText(String text) {
        if (open != Open.TEXT) {
            start(block("text").put("text", ""), Open.TEXT);
            textSent = true;
        }
        sendDelta(block("text_delta").put("text", text));
    }

    /** Writes reasoning, but only if the client requested it. Other clients expect the first block to be text. */
    private void sendThinking(String text) {
        if (!request.thinking()) {
            return;
        }
        if (open != Open.THINKING) {
            start(block("thinking").put("thinking", "").put("signature", ""), Open.THINKING);
        }
        sendDelta(block("thinking_delta").put("thinking", text));
    }

    /**
     * Writes provider state. Clients treat the last block as the response. Therefore, state that arrives after text is
     * written only if the response contains tool calls.
     */
    private void sendState(ChatEvent.ProviderState state) {
        if (!request.thinking()) {
            return;
        }
        if (open == Open.THINKING) {
            sendDelta(block("signature_delta").put("signature", OpaqueState.toBase64Url(state)));
            stop();
        } else if (textSent || callSent || open == Open.CALL) {
            pendingStates.add(state);
        } else {
            start(AnthropicApi.redacted(state), Open.NONE);
            stopBlock();
        }
    }

    private void sendPendingStates() {
        pendingStates.forEach(state -> {
            start(AnthropicApi.redacted(state), Open.NONE);
            stopBlock();
        });
        pendingStates.clear();
    }

    private boolean isOpen(String callId) {
        return open == Open.CALL && arguments.isOpen(callId);
    }

    /**
     * Writes the arguments of a tool call as they arrive. Blocks are sequential, so only one of several simultaneous
     * calls can be written as it arrives. The other calls are written when they are complete.
     */
    @Override
    public void toolArguments(String callId, String name, String fragment) {
        if (open == Open.CALL && !isOpen(callId)) {
            return;
        }
        if (!isOpen(callId)) {
            startCall(callId, name);
            arguments.open(callId, index);
        }
        arguments.add(callId, fragment);
        sendDelta(block("input_json_delta").put("partial_json", fragment));
    }

    private void startCall(String id, String name) {
        sendPendingStates();
        callSent = true;
        ObjectNode block = AnthropicApi.toolUse(id, name);
        block.putObject("input");
        start(block, Open.CALL);
    }

    private void endCall(String id, String name, String json, boolean isOpen) {
        if (!isOpen) {
            startCall(id, name);
        }
        if (!json.isEmpty()) {
            sendDelta(block("input_json_delta").put("partial_json", json));
        }
        stop();
    }

    private void start(ObjectNode block, Open kind) {
        begin();
        stop();
        index++;
        open = kind;
        ObjectNode event = block("content_block_start").put("index", index);
        event.set("content_block", block);
        out.event("content_block_start", event);
    }

    private void sendDelta(ObjectNode delta) {
        ObjectNode event = block("content_block_delta").put("index", index);
        event.set("delta", delta);
        out.event("content_block_delta", event);
    }

    private void stop() {
        if (open != Open.NONE) {
            stopBlock();
            open = Open.NONE;
        }
    }

    private void stopBlock() {
        out.event("content_block_stop", block("content_block_stop").put("index", index));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            ObjectNode message = AnthropicApi.message(request.params().model());
            message.putArray("content");
            message.putNull("stop_reason").putNull("stop_sequence");
            message.set("usage", AnthropicApi.usage(Usage.UNKNOWN)); // the actual usage is sent at the end
            ObjectNode event = block("message_start");
            event.set("message", message);
            out.event("message_start", event);
        }
    }

    @Override
    public void ping() {
        begin();
        out.event("ping", block("ping"));
    }

    @Override
    public void end(ChatResult result) {
        UnusableCalls.reject(invalid, result);
        begin();
        stop();
        if (callSent) {
            sendPendingStates();
        }
        ObjectNode event = block("message_delta");
        event.putObject("delta")
                .put("stop_reason", AnthropicApi.stopReason(result.finishReason()))
                .putNull("stop_sequence");
        event.set("usage", AnthropicApi.usage(result.usage()));
        out.event("message_delta", event);
        out.event("message_stop", block("message_stop"));
    }

    @Override
    public void fail(ErrorInfo error) {
        out.event("error", api.error(error));
    }

    private static ObjectNode block(String type) {
        return Wire.JSON.createObjectNode().put("type", type);
    }
}
