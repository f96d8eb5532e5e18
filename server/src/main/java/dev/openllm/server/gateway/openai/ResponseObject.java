package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.Ids;
import java.util.List;

/**
 * The JSON representation of a response and its items. It contains every field that the Open Responses specification
 * requires. A field without a value is {@code null}.
 *
 * @param created the creation time, in seconds since the Unix epoch
 * @see <a href="https://www.openresponses.org/specification">Specification</a>
 */
record ResponseObject(ResponsesRequest request, String id, long created) {

    ResponseObject(ResponsesRequest request) {
        this(request, Ids.newId("resp_"), Ids.epochSeconds());
    }

    ObjectNode inProgress() {
        JsonNode body = request.body();
        ObjectNode response = Wire.JSON
                .createObjectNode()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .putNull("completed_at")
                .put("status", "in_progress")
                .putNull("incomplete_details")
                .put("model", request.params().model());
        for (String field : List.of("previous_response_id", "instructions")) {
            response.set(field, body.path(field).isMissingNode() ? response.nullNode() : body.path(field));
        }
        response.putArray("output");
        response.putNull("error");
        response.set("tools", tools(body.path("tools")));
        response.set(
                "tool_choice",
                orElse(body.path("tool_choice"), Wire.JSON.getNodeFactory().textNode("auto")));
        response.put("truncation", "disabled");
        response.put("parallel_tool_calls", body.path("parallel_tool_calls").asBoolean(true));
        response.set("text", text(body.path("text")));
        response.put("top_p", body.path("top_p").asDouble(1));
        response.put("presence_penalty", body.path("presence_penalty").asDouble(0));
        response.put("frequency_penalty", body.path("frequency_penalty").asDouble(0));
        response.put("top_logprobs", 0);
        response.put("temperature", body.path("temperature").asDouble(1));
        response.set("reasoning", reasoning(body.path("reasoning")));
        response.putNull("usage");
        for (String field : List.of("max_output_tokens", "max_tool_calls")) {
            response.set(field, body.path(field).isNumber() ? body.path(field) : response.nullNode());
        }
        response.put("store", request.isStored());
        response.put("background", false);
        response.put("service_tier", "default");
        response.set("metadata", orElse(body.path("metadata"), Wire.JSON.createObjectNode()));
        for (String field : List.of("safety_identifier", "prompt_cache_key", "user")) {
            response.set(field, body.path(field).isTextual() ? body.path(field) : response.nullNode());
        }
        return response;
    }

    private static JsonNode orElse(JsonNode value, JsonNode fallback) {
        return value.isMissingNode() || value.isNull() ? fallback : value;
    }

    /**
     * Returns the tools as the client specified them. Fields that are missing from a function are added with the value
     * null.
     */
    private static ArrayNode tools(JsonNode requested) {
        ArrayNode tools = Wire.JSON.createArrayNode();
        for (JsonNode tool : requested) {
            ObjectNode completed = tool.deepCopy();
            if (tool.path("type").asText().equals("function")) {
                for (String field : List.of("description", "parameters", "strict")) {
                    completed.set(field, orElse(tool.path(field), completed.nullNode()));
                }
            }
            tools.add(completed);
        }
        return tools;
    }

    private static ObjectNode text(JsonNode requested) {
        ObjectNode text = Wire.JSON.createObjectNode();
        ObjectNode format = text.putObject("format");
        if (!(requested.path("format") instanceof ObjectNode requestedFormat)) {
            format.put("type", "text");
            return text;
        }
        format.setAll(requestedFormat.deepCopy());
        if (requestedFormat.path("type").asText().equals("json_schema")) {
            format.set("description", orElse(requestedFormat.path("description"), format.nullNode()));
            format.put("strict", requestedFormat.path("strict").asBoolean(false));
        }
        return text;
    }

    private static ObjectNode reasoning(JsonNode requested) {
        ObjectNode reasoning = Wire.JSON.createObjectNode();
        reasoning.set("effort", orElse(requested.path("effort"), reasoning.nullNode()));
        reasoning.set("summary", orElse(requested.path("summary"), reasoning.nullNode()));
        return reasoning;
    }

    ObjectNode finished(List<ObjectNode> items, ChatResult result) {
        boolean truncated = result.finishReason() == FinishReason.LENGTH;
        boolean filtered = result.finishReason() == FinishReason.CONTENT_FILTER;
        ObjectNode response = inProgress();
        response.put("status", truncated || filtered ? "incomplete" : "completed");
        response.put("completed_at", truncated || filtered ? null : Ids.epochSeconds());
        if (truncated || filtered) {
            response.putObject("incomplete_details").put("reason", truncated ? "max_output_tokens" : "content_filter");
        }
        response.withArray("output").addAll(items);
        response.put("model", result.model());
        response.set("usage", usage(result.usage()));
        return response;
    }

    ObjectNode failed(List<ObjectNode> items, ErrorInfo error) {
        ObjectNode response = inProgress().put("status", "failed");
        response.withArray("output").addAll(items);
        response.putObject("error").put("code", ErrorBody.code(error)).put("message", ErrorBody.message(error));
        return response;
    }

    static ObjectNode message(String id) {
        ObjectNode item = item("message", id).put("role", "assistant");
        item.putArray("content");
        return item;
    }

    static ObjectNode outputText(String text) {
        ObjectNode part =
                Wire.JSON.createObjectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    static ObjectNode refusal(String text) {
        return Wire.JSON.createObjectNode().put("type", "refusal").put("refusal", text);
    }

    /**
     * Returns a call in the format of the client's tool, which is either a function or a custom tool with free-form
     * text.
     */
    ObjectNode call(ChatEvent.ToolCall call) {
        return switch (request.tools().origin(call.name()).kind()) {
            case FUNCTION -> call(call.id(), call.name(), call.arguments().toString());
            case CUSTOM -> call(call.id(), call.name(), OpenAiTools.input(call.arguments()));
            case SEARCH ->
                item("tool_search_call", Ids.newId("tsc_"))
                        .put("call_id", call.id())
                        .put("execution", "client")
                        .set("arguments", call.arguments());
        };
    }

    /**
     * Returns the item for a call that was truncated, or whose arguments are not a JSON object. Clients must not run
     * such a call.
     */
    ObjectNode call(ChatEvent.InvalidToolCall call) {
        return call(call.id(), call.name(), call.rawArguments()).put("status", "incomplete");
    }

    ObjectNode call(String callId, String name, String argumentsOrInput) {
        OpenAiTools.Origin origin = request.tools().origin(name);
        ObjectNode item = origin.isCustom()
                ? item("custom_tool_call", Ids.newId("ctc_")).put("input", argumentsOrInput)
                : item("function_call", Ids.newId("fc_")).put("arguments", argumentsOrInput);
        item.put("call_id", callId).put("name", origin.name());
        origin.namespace().ifPresent(namespace -> item.put("namespace", namespace));
        return item;
    }

    /** Returns a reasoning item. Either its text or its provider state can be empty. */
    static ObjectNode reasoning(String id, String text, String state) {
        ObjectNode item = item("reasoning", id);
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", text);
        }
        if (!state.isEmpty()) {
            item.put("encrypted_content", state);
        }
        return item;
    }

    private static ObjectNode item(String type, String id) {
        return Wire.JSON.createObjectNode().put("id", id).put("type", type).put("status", "completed");
    }

    private static ObjectNode usage(Usage usage) {
        long input = usage.inputTokens().orElse(0);
        long output = usage.outputTokens().orElse(0);
        ObjectNode json = Wire.JSON.createObjectNode().put("input_tokens", input);
        json.putObject("input_tokens_details")
                .put("cached_tokens", usage.cachedInputTokens().orElse(0))
                .put("cache_write_tokens", usage.cacheWriteTokens().orElse(0));
        json.put("output_tokens", output);
        json.putObject("output_tokens_details")
                .put("reasoning_tokens", usage.reasoningTokens().orElse(0));
        return json.put("total_tokens", input + output);
    }
}
