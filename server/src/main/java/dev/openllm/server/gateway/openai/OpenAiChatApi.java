package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.Intake;
import java.util.List;

/** The OpenAI Chat Completions API. Source: https://platform.openai.com/docs/api-reference/chat */
public final class OpenAiChatApi implements Api {

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public Exchange read(JsonNode body, Intake intake) {
        OpenAiChatRequest request = OpenAiChatRequest.read(body, intake);
        boolean withUsage = body.path("stream_options").path("include_usage").asBoolean();
        return new ChatExchange(request, withUsage);
    }

    @Override
    public ObjectNode error(ErrorInfo error) {
        return ErrorBody.body(error);
    }

    private record ChatExchange(OpenAiChatRequest request, boolean withUsage) implements Exchange {

        @Override
        public ChatParams params() {
            return request.params();
        }

        @Override
        public ObjectNode unstreamedResponse(List<ChatEvent> events, ChatResult result) {
            return OpenAiChatApi.complete(request, events, result);
        }

        @Override
        public StreamedResponse streamedResponse(EventStream out) {
            return new OpenAiChatStream(request, withUsage, out);
        }
    }

    private static ObjectNode complete(OpenAiChatRequest request, List<ChatEvent> events, ChatResult result) {
        ObjectNode response = envelope("chat.completion", Ids.newId("chatcmpl-"), Ids.epochSeconds(), result.model());
        ObjectNode choice = response.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", finishReason(request, result.finishReason()));
        choice.putNull("logprobs");
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.Text chunk -> text.append(chunk.text());
                case ChatEvent.Reasoning chunk -> reasoning.append(chunk.text());
                case ChatEvent.Refusal chunk -> refusal.append(chunk.text());
                case ChatEvent.ToolCall call ->
                    addCall(request, message, call.id(), call.name(), arguments(request, call));
                case ChatEvent.InvalidToolCall call ->
                    addCall(request, message, call.id(), call.name(), call.rawArguments());
                case ChatEvent.ProviderState state -> addState(message, state);
                case ChatEvent.Notice notice -> {}
            }
        }
        put(message, "content", text);
        put(message, "refusal", refusal);
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        response.set("usage", usage(result.usage()));
        return response;
    }

    static ObjectNode envelope(String object, String id, long created, String model) {
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

    /** Returns the input for the client's tool. The input is JSON, or free-form text for a custom tool. */
    static String arguments(OpenAiChatRequest request, ChatEvent.ToolCall call) {
        return request.tools().origin(call.name()).isCustom()
                ? OpenAiTools.input(call.arguments())
                : call.arguments().toString();
    }

    /** Adds a tool call to a message or a delta. @return the added call, to which a streamed response can add fields */
    static ObjectNode addCall(OpenAiChatRequest request, ObjectNode message, String id, String name, String arguments) {
        if (request.legacy()) {
            return message.putObject("function_call").put("name", name).put("arguments", arguments);
        }
        ObjectNode call = message.withArray("tool_calls").addObject().put("id", id);
        OpenAiTools.Origin origin = request.tools().origin(name);
        if (origin.isCustom()) {
            call.put("type", "custom")
                    .putObject("custom")
                    .put("name", origin.name())
                    .put("input", arguments);
        } else {
            call.put("type", "function").putObject("function").put("name", name).put("arguments", arguments);
        }
        return call;
    }

    /**
     * Adds provider state in a field that clients send back together with the message; see {@link OpenAiChatRequest}.
     */
    static void addState(ObjectNode message, ChatEvent.ProviderState state) {
        message.withObject("extra_content")
                .withObject("open_llm")
                .withArray("provider_state")
                .addObject()
                .put("provider", state.provider())
                .put("model", state.model())
                .set("data", state.data());
    }

    static String finishReason(OpenAiChatRequest request, FinishReason reason) {
        return switch (reason) {
            case LENGTH -> "length";
            case TOOL_CALLS -> request.legacy() ? "function_call" : "tool_calls";
            case CONTENT_FILTER -> "content_filter";
            case STOP, REFUSAL, ERROR, OTHER -> "stop";
        };
    }

    static ObjectNode usage(Usage usage) {
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
}
