package dev.openllm.server.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.OpaqueState;

/** One streamed answer. Source: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
final class AnthropicStream implements Api.StreamedAnswer {

    /** Which block is being written. */
    private enum Open {
        NONE,
        TEXT,
        THINKING
    }

    private final String model;
    private final EventStream out;
    private final AnthropicApi api;
    private boolean begun;
    private Open open = Open.NONE;
    private int index = -1;

    AnthropicStream(String model, EventStream out, AnthropicApi api) {
        this.model = model;
        this.out = out;
        this.api = api;
    }

    @Override
    public void event(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text piece -> text(piece.text());
            case ChatEvent.Refusal piece -> text(piece.text());
            case ChatEvent.Reasoning piece -> thinking(piece.text());
            case ChatEvent.ProviderState state -> state(state);
            case ChatEvent.ToolCall call -> toolUse(call);
            case ChatEvent.InvalidToolCall call -> throw AnthropicApi.invalid(call);
            case ChatEvent.Notice notice -> {}
        }
    }

    private void text(String text) {
        if (open != Open.TEXT) {
            start(block("text").put("text", ""), Open.TEXT);
        }
        delta(block("text_delta").put("text", text));
    }

    private void thinking(String text) {
        if (open != Open.THINKING) {
            start(block("thinking").put("thinking", "").put("signature", ""), Open.THINKING);
        }
        delta(block("thinking_delta").put("thinking", text));
    }

    private void state(ChatEvent.ProviderState state) {
        if (open == Open.THINKING) {
            delta(block("signature_delta").put("signature", OpaqueState.text(state)));
            stop();
        } else {
            start(AnthropicApi.redacted(state), Open.NONE);
            stopBlock();
        }
    }

    private void toolUse(ChatEvent.ToolCall call) {
        ObjectNode block = AnthropicApi.toolUse(call);
        block.putObject("input");
        start(block, Open.NONE);
        delta(block("input_json_delta").put("partial_json", call.arguments().toString()));
        stopBlock();
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

    private void delta(ObjectNode delta) {
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
            ObjectNode message = AnthropicApi.message(model);
            message.putArray("content");
            message.putNull("stop_reason").putNull("stop_sequence");
            message.set("usage", AnthropicApi.usage(Usage.UNKNOWN)); // the real one comes with the end
            ObjectNode event = block("message_start");
            event.set("message", message);
            out.event("message_start", event);
        }
    }

    @Override
    public void end(ChatResult result) {
        begin();
        stop();
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
