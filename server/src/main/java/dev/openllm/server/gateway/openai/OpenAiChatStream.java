package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.RepeatedEvent;
import dev.openllm.server.gateway.api.StreamedArguments;

/**
 * A streamed response of the OpenAI Chat Completions API. Source:
 * https://platform.openai.com/docs/api-reference/chat-streaming
 */
final class OpenAiChatStream implements Exchange.StreamedResponse {

    private final String id = Ids.newId("chatcmpl-");
    private final long created = Ids.epochSeconds();
    private final OpenAiChatRequest request;
    private final String model;
    private final boolean withUsage;
    private final EventStream out;
    private final RepeatedEvent textEvent;
    private final StreamedArguments arguments = new StreamedArguments();
    private boolean begun;
    private int callCount;

    OpenAiChatStream(OpenAiChatRequest request, boolean withUsage, EventStream out) {
        this.request = request;
        this.model = request.params().model();
        this.withUsage = withUsage;
        this.out = out;
        this.textEvent = new RepeatedEvent(
                content -> EventStream.bytes(chunk(Wire.JSON.createObjectNode().put("content", content), null)));
    }

    @Override
    public void event(ChatEvent event) {
        ObjectNode delta = Wire.JSON.createObjectNode();
        switch (event) {
            case ChatEvent.Text chunk
            when begun -> {
                out.data(textEvent, chunk.text());
                return;
            }
            case ChatEvent.Text chunk -> delta.put("content", chunk.text());
            case ChatEvent.Reasoning chunk -> delta.put("reasoning_content", chunk.text());
            case ChatEvent.Refusal chunk -> delta.put("refusal", chunk.text());
            case ChatEvent.ToolCall call -> {
                if (arguments.isOpen(call.id())) {
                    sendArguments(call.id(), arguments.remaining(call));
                    return;
                }
                addCall(delta, call.id(), call.name(), OpenAiChatApi.arguments(request, call));
            }
            case ChatEvent.InvalidToolCall call -> {
                if (arguments.isOpen(call.id())) {
                    sendArguments(call.id(), arguments.remaining(call));
                    return;
                }
                addCall(delta, call.id(), call.name(), call.rawArguments());
            }
            case ChatEvent.ProviderState state -> OpenAiChatApi.addState(delta, state);
            case ChatEvent.Notice notice -> {
                return;
            }
        }
        send(delta, null);
    }

    @Override
    public void toolArguments(String callId, String name, String fragment) {
        if (request.legacy() || request.tools().origin(name).kind() != OpenAiTools.Kind.FUNCTION) {
            return; // the free-form text of a custom tool is not known until the call is complete
        }
        if (arguments.isOpen(callId)) {
            sendArguments(callId, fragment);
        } else {
            ObjectNode delta = Wire.JSON.createObjectNode();
            arguments.open(callId, callCount);
            addCall(delta, callId, name, fragment);
            send(delta, null);
        }
        arguments.add(callId, fragment);
    }

    private void addCall(ObjectNode delta, String callId, String name, String rawArguments) {
        ObjectNode call = OpenAiChatApi.addCall(request, delta, callId, name, rawArguments);
        if (!request.legacy()) {
            call.put("index", callCount++);
        }
    }

    private void sendArguments(String callId, String fragment) {
        if (!fragment.isEmpty()) {
            ObjectNode delta = Wire.JSON.createObjectNode();
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", arguments.index(callId))
                    .putObject("function")
                    .put("arguments", fragment);
            send(delta, null);
        }
    }

    private void send(ObjectNode delta, String finishReason) {
        if (!begun) {
            begun = true;
            delta.put("role", "assistant");
        }
        out.data(chunk(delta, finishReason));
    }

    private ObjectNode chunk(ObjectNode delta, String finishReason) {
        ObjectNode chunk = OpenAiChatApi.envelope("chat.completion.chunk", id, created, model);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        if (withUsage) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    @Override
    public void ping() {
        out.comment("ping");
    }

    @Override
    public void end(ChatResult result) {
        send(Wire.JSON.createObjectNode(), OpenAiChatApi.finishReason(request, result.finishReason()));
        if (withUsage) {
            ObjectNode chunk = OpenAiChatApi.envelope("chat.completion.chunk", id, created, model);
            chunk.putArray("choices");
            chunk.set("usage", OpenAiChatApi.usage(result.usage()));
            out.data(chunk);
        }
        out.done();
    }

    @Override
    public void fail(ErrorInfo error) {
        out.data(ErrorBody.body(error));
    }
}
