package dev.openllm.server.gateway.anthropic;

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
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.ErrorStatus;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.OpaqueState;
import dev.openllm.server.gateway.api.UnusableCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Anthropic Messages API. Source: https://docs.anthropic.com/en/api/messages */
public final class AnthropicApi implements Api {

    /** The HTTP status for an {@code overloaded_error}. Source: https://docs.anthropic.com/en/api/errors */
    private static final int OVERLOADED_STATUS = 529;

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public Exchange read(JsonNode body, Intake intake) {
        return new MessagesExchange(MessagesRequest.read(body, intake), this);
    }

    @Override
    public ObjectNode error(ErrorInfo error) {
        ObjectNode body = Wire.JSON.createObjectNode().put("type", "error");
        ObjectNode inner =
                body.putObject("error").put("type", errorType(error.kind())).put("message", ErrorBody.message(error));
        if (error.code().equals(Optional.of(MessagesRequest.THREAD_UNSUPPORTED))) {
            ObjectNode details = inner.putObject("details").put("error_code", MessagesRequest.THREAD_UNSUPPORTED);
            details.putArray("unsupported").add("thread");
        }
        return body;
    }

    private record MessagesExchange(MessagesRequest request, AnthropicApi api) implements Exchange {

        @Override
        public ChatParams params() {
            return request.params();
        }

        @Override
        public ObjectNode unstreamedResponse(List<ChatEvent> events, ChatResult result) {
            return AnthropicApi.complete(request, events, result);
        }

        @Override
        public StreamedResponse streamedResponse(EventStream out) {
            return new AnthropicStream(request, out, api);
        }
    }

    @Override
    public int status(ErrorInfo error) {
        return error.kind() == ErrorKind.OVERLOADED ? OVERLOADED_STATUS : ErrorStatus.of(error.kind());
    }

    private static String errorType(ErrorKind kind) {
        return switch (kind) {
            case AUTH -> "authentication_error";
            case PERMISSION -> "permission_error";
            case MODEL_NOT_FOUND -> "not_found_error";
            case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_FILTERED -> "invalid_request_error";
            case RATE_LIMITED, QUOTA -> "rate_limit_error";
            case OVERLOADED -> "overloaded_error";
            case TIMEOUT -> "timeout_error";
            default -> "api_error";
        };
    }

    private static ObjectNode complete(MessagesRequest request, List<ChatEvent> events, ChatResult result) {
        ObjectNode response = message(result.model());
        ArrayNode content = response.putArray("content");
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<ChatEvent.ProviderState> states = new ArrayList<>();
        List<ChatEvent.ToolCall> calls = new ArrayList<>();
        Optional<ChatEvent.InvalidToolCall> invalid = Optional.empty();
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.Text chunk -> text.append(chunk.text());
                case ChatEvent.Refusal chunk -> text.append(chunk.text());
                case ChatEvent.Reasoning chunk -> reasoning.append(chunk.text());
                case ChatEvent.ProviderState state -> states.add(state);
                case ChatEvent.ToolCall call -> calls.add(call);
                case ChatEvent.InvalidToolCall call -> invalid = Optional.of(call);
                case ChatEvent.Notice notice -> {}
            }
        }
        UnusableCalls.reject(invalid, result);
        if (!request.thinking()) { // a client that did not request reasoning expects the first block to be text
            reasoning.setLength(0);
            states.clear();
        }
        if (!reasoning.isEmpty()) {
            String signature = states.isEmpty() ? "" : OpaqueState.toBase64Url(states.removeFirst());
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", reasoning.toString())
                    .put("signature", signature);
        }
        states.forEach(state -> content.add(redacted(state)));
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text.toString());
        }
        calls.forEach(call -> content.add(toolUse(call.id(), call.name()).set("input", call.arguments())));
        response.put("stop_reason", stopReason(result.finishReason())).putNull("stop_sequence");
        response.set("usage", usage(result.usage()));
        return response;
    }

    /**
     * Returns a new message object to which the content is added later. The object is used for both streamed and
     * unstreamed responses.
     */
    static ObjectNode message(String model) {
        return Wire.JSON
                .createObjectNode()
                .put("id", Ids.newId("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    static ObjectNode toolUse(String id, String name) {
        return Wire.JSON
                .createObjectNode()
                .put("type", "tool_use")
                .put("id", id)
                .put("name", name);
    }

    static ObjectNode redacted(ChatEvent.ProviderState state) {
        return Wire.JSON
                .createObjectNode()
                .put("type", "redacted_thinking")
                .put("data", OpaqueState.toBase64Url(state));
    }

    static String stopReason(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> "refusal";
            case STOP, ERROR, OTHER -> "end_turn";
        };
    }

    /**
     * Returns the usage in the Anthropic format, in which the number of input tokens does not include cached tokens.
     */
    static ObjectNode usage(Usage usage) {
        long cacheRead = usage.cachedInputTokens().orElse(0);
        long cacheWrite = usage.cacheWriteTokens().orElse(0);
        return Wire.JSON
                .createObjectNode()
                .put("input_tokens", Math.max(0, usage.inputTokens().orElse(0) - cacheRead - cacheWrite))
                .put("cache_creation_input_tokens", cacheWrite)
                .put("cache_read_input_tokens", cacheRead)
                .put("output_tokens", usage.outputTokens().orElse(0));
    }
}
