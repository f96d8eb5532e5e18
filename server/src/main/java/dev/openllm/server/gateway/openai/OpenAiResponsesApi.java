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
import dev.openllm.server.gateway.api.OpaqueState;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's Responses, without its memory. Source: https://platform.openai.com/docs/api-reference/responses */
public final class OpenAiResponsesApi implements Api {

    @Override
    public ChatParams params(JsonNode body) {
        return OpenAiResponsesRequest.read(body);
    }

    @Override
    public ObjectNode error(ErrorInfo error) {
        return ErrorBody.body(error);
    }

    @Override
    public ObjectNode whole(ChatParams params, List<ChatEvent> events, ChatResult result) {
        List<ObjectNode> items = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<ObjectNode> calls = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.Text piece -> text.append(piece.text());
                case ChatEvent.Refusal piece -> text.append(piece.text());
                case ChatEvent.Reasoning piece -> reasoning.append(piece.text());
                case ChatEvent.ProviderState state -> states.add(OpaqueState.text(state));
                case ChatEvent.ToolCall call ->
                    calls.add(functionCall(
                            call.id(), call.name(), call.arguments().toString()));
                case ChatEvent.InvalidToolCall call ->
                    calls.add(functionCall(call.id(), call.name(), call.rawArguments()));
                case ChatEvent.Notice notice -> {}
            }
        }
        if (!reasoning.isEmpty() || !states.isEmpty()) {
            items.add(reasoning(reasoning.toString(), states.isEmpty() ? "" : states.removeFirst()));
        }
        states.forEach(state -> items.add(reasoning("", state)));
        if (!text.isEmpty()) {
            items.add(message(Ids.fresh("msg_"), text.toString()));
        }
        items.addAll(calls);
        return ended(response(Ids.fresh("resp_"), Ids.now(), result.model()), items, result);
    }

    @Override
    public StreamedAnswer streamed(ChatParams params, JsonNode body, EventStream out) {
        return new OpenAiResponsesStream(params.model(), out);
    }

    static ObjectNode response(String id, long created, String model) {
        ObjectNode response = Wire.JSON
                .createObjectNode()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("model", model)
                .put("status", "in_progress")
                .put("store", false)
                .put("parallel_tool_calls", true)
                .put("tool_choice", "auto");
        response.putNull("error").putNull("incomplete_details").putNull("instructions");
        response.putArray("tools");
        response.putArray("output");
        response.putObject("metadata");
        return response;
    }

    static ObjectNode ended(ObjectNode response, List<ObjectNode> items, ChatResult result) {
        boolean cut = result.finishReason() == FinishReason.LENGTH;
        boolean filtered = result.finishReason() == FinishReason.CONTENT_FILTER;
        response.put("status", cut || filtered ? "incomplete" : "completed");
        if (cut || filtered) {
            response.putObject("incomplete_details").put("reason", cut ? "max_output_tokens" : "content_filter");
        }
        ArrayNode output = response.putArray("output");
        items.forEach(output::add);
        response.set("usage", usage(result.usage()));
        return response;
    }

    static ObjectNode message(String id, String text) {
        ObjectNode item = Wire.JSON
                .createObjectNode()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("status", "completed");
        item.putArray("content").add(outputText(text));
        return item;
    }

    static ObjectNode outputText(String text) {
        ObjectNode part =
                Wire.JSON.createObjectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        return part;
    }

    static ObjectNode functionCall(String callId, String name, String arguments) {
        return Wire.JSON
                .createObjectNode()
                .put("id", Ids.fresh("fc_"))
                .put("type", "function_call")
                .put("call_id", callId)
                .put("name", name)
                .put("arguments", arguments)
                .put("status", "completed");
    }

    /** Either half may be empty. */
    static ObjectNode reasoning(String text, String state) {
        ObjectNode item =
                Wire.JSON.createObjectNode().put("id", Ids.fresh("rs_")).put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", text);
        }
        if (!state.isEmpty()) {
            item.put("encrypted_content", state);
        }
        return item;
    }

    private static ObjectNode usage(Usage usage) {
        long input = usage.inputTokens().orElse(0);
        long output = usage.outputTokens().orElse(0);
        ObjectNode json = Wire.JSON.createObjectNode().put("input_tokens", input);
        json.putObject("input_tokens_details")
                .put("cached_tokens", usage.cachedInputTokens().orElse(0));
        json.put("output_tokens", output);
        json.putObject("output_tokens_details")
                .put("reasoning_tokens", usage.reasoningTokens().orElse(0));
        return json.put("total_tokens", input + output);
    }
}
