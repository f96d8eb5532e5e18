package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.RepeatedEvent;
import java.util.List;

/** OpenAI's Chat Completions. Source: https://platform.openai.com/docs/api-reference/chat */
public final class OpenAiChatApi implements Api {

    @Override
    public ChatParams params(JsonNode body) {
        return OpenAiChatRequest.read(body);
    }

    @Override
    public ObjectNode error(ErrorInfo error) {
        return ErrorBody.body(error);
    }

    @Override
    public ObjectNode whole(ChatParams params, List<ChatEvent> events, ChatResult result) {
        ObjectNode answer = envelope("chat.completion", Ids.fresh("chatcmpl-"), Ids.now(), result.model());
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", finishReason(result.finishReason()));
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.Text piece -> text.append(piece.text());
                case ChatEvent.Reasoning piece -> reasoning.append(piece.text());
                case ChatEvent.Refusal piece -> refusal.append(piece.text());
                case ChatEvent.ToolCall call ->
                    addCall(message, call.id(), call.name(), call.arguments().toString());
                case ChatEvent.InvalidToolCall call -> addCall(message, call.id(), call.name(), call.rawArguments());
                case ChatEvent.ProviderState state -> addState(message, state);
                case ChatEvent.Notice notice -> {}
            }
        }
        put(message, "content", text);
        put(message, "refusal", refusal);
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        answer.set("usage", usage(result.usage()));
        return answer;
    }

    @Override
    public StreamedAnswer streamed(ChatParams params, JsonNode body, EventStream out) {
        boolean withUsage = body.path("stream_options").path("include_usage").asBoolean();
        return new Chunks(params.model(), withUsage, out);
    }

    private static ObjectNode envelope(String object, String id, long created, String model) {
        return Wire.JSON
                .createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static void put(ObjectNode message, String name, StringBuilder text) {
        message.put(name, text.isEmpty() ? null : text.toString());
    }

    private static ObjectNode addCall(ObjectNode message, String id, String name, String arguments) {
        ArrayNode calls = message.withArray("tool_calls");
        ObjectNode call = calls.addObject().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    /** Provider state rides in a field that clients hand back with the message; see {@link OpenAiChatRequest}. */
    private static void addState(ObjectNode message, ChatEvent.ProviderState state) {
        message.withObject("extra_content")
                .withObject("open_llm")
                .withArray("provider_state")
                .addObject()
                .put("provider", state.provider())
                .put("model", state.model())
                .set("data", state.data());
    }

    private static String finishReason(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
            case STOP, REFUSAL, ERROR, OTHER -> "stop";
        };
    }

    private static ObjectNode usage(Usage usage) {
        long input = usage.inputTokens().orElse(0);
        long output = usage.outputTokens().orElse(0);
        ObjectNode json = Wire.JSON.createObjectNode();
        json.put("prompt_tokens", input).put("completion_tokens", output).put("total_tokens", input + output);
        usage.cachedInputTokens()
                .ifPresent(cached -> json.putObject("prompt_tokens_details").put("cached_tokens", cached));
        usage.reasoningTokens()
                .ifPresent(tokens -> json.putObject("completion_tokens_details").put("reasoning_tokens", tokens));
        return json;
    }

    /** The chunks of one stream. */
    private static final class Chunks implements StreamedAnswer {

        private final String id = Ids.fresh("chatcmpl-");
        private final long created = Ids.now();
        private final String model;
        private final boolean withUsage;
        private final EventStream out;
        private final RepeatedEvent text;
        private boolean begun;
        private int calls;

        Chunks(String model, boolean withUsage, EventStream out) {
            this.model = model;
            this.withUsage = withUsage;
            this.out = out;
            this.text = new RepeatedEvent(piece ->
                    EventStream.bytes(chunk(Wire.JSON.createObjectNode().put("content", piece), null)));
        }

        @Override
        public void event(ChatEvent event) {
            ObjectNode delta = Wire.JSON.createObjectNode();
            switch (event) {
                case ChatEvent.Text piece
                when begun -> {
                    out.data(text, piece.text());
                    return;
                }
                case ChatEvent.Text piece -> delta.put("content", piece.text());
                case ChatEvent.Reasoning piece -> delta.put("reasoning_content", piece.text());
                case ChatEvent.Refusal piece -> delta.put("refusal", piece.text());
                case ChatEvent.ToolCall call ->
                    addCall(delta, call.id(), call.name(), call.arguments().toString())
                            .put("index", calls++);
                case ChatEvent.InvalidToolCall call ->
                    addCall(delta, call.id(), call.name(), call.rawArguments()).put("index", calls++);
                case ChatEvent.ProviderState state -> addState(delta, state);
                case ChatEvent.Notice notice -> {
                    return;
                }
            }
            send(delta, null);
        }

        private void send(ObjectNode delta, String finishReason) {
            if (!begun) {
                begun = true;
                delta.put("role", "assistant");
            }
            out.data(chunk(delta, finishReason));
        }

        private ObjectNode chunk(ObjectNode delta, String finishReason) {
            ObjectNode chunk = envelope("chat.completion.chunk", id, created, model);
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            choice.set("delta", delta);
            choice.put("finish_reason", finishReason);
            if (withUsage) {
                chunk.putNull("usage");
            }
            return chunk;
        }

        @Override
        public void end(ChatResult result) {
            send(Wire.JSON.createObjectNode(), finishReason(result.finishReason()));
            if (withUsage) {
                ObjectNode chunk = envelope("chat.completion.chunk", id, created, model);
                chunk.putArray("choices");
                chunk.set("usage", usage(result.usage()));
                out.data(chunk);
            }
            out.done();
        }

        @Override
        public void fail(ErrorInfo error) {
            out.data(ErrorBody.body(error));
        }
    }
}
