package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The content of an assistant turn, as input items in their original order, each preceded by the reasoning that led to
 * it. Reasoning is omitted if the item that it led to is missing from the history, because OpenAI rejects reasoning
 * without that item.
 *
 * @param text the text of the turn
 * @param calls the tool calls of the turn
 * @param state the state stored by {@link ResponseTrace}, or a missing node
 */
record AssistantTurn(String text, List<Part.ToolCall> calls, JsonNode state) {

    void addTo(ArrayNode input) {
        List<JsonNode> trace =
                StreamSupport.stream(state.path("output").spliterator(), false).toList();
        int tracedCalls = count(trace, "function_call");
        boolean textMatches =
                trace.stream().mapToInt(entry -> entry.path("length").asInt()).sum() == text.length();
        boolean callsMatch = tracedCalls == calls.size();
        if (trace.isEmpty()
                || !textMatches
                || !callsMatch) { // the history was edited, so the positions are not reliable
            addMessage(input, text, null);
            calls.forEach(call -> addCall(input, call));
            return;
        }
        replay(trace, input);
    }

    private void replay(List<JsonNode> trace, ArrayNode input) {
        List<JsonNode> reasoning = new ArrayList<>();
        int position = 0;
        int callIndex = 0;
        for (JsonNode entry : trace) {
            switch (entry.path("type").asText()) {
                case "reasoning" -> reasoning.add(entry);
                case "message" -> {
                    int end = position + entry.path("length").asInt();
                    if (end > position) {
                        reasoning.forEach(input::add);
                        addMessage(input, text.substring(position, end), entry.get("phase"));
                    }
                    reasoning.clear();
                    position = end;
                }
                case "function_call" -> {
                    reasoning.forEach(input::add);
                    reasoning.clear();
                    addCall(input, calls.get(callIndex++));
                }
                default -> {
                    reasoning.forEach(input::add);
                    reasoning.clear();
                    input.add(entry);
                }
            }
        }
    }

    private static int count(List<JsonNode> trace, String type) {
        return (int) trace.stream()
                .filter(entry -> entry.path("type").asText().equals(type))
                .count();
    }

    private static void addMessage(ArrayNode input, String text, JsonNode phase) {
        if (!text.isEmpty()) {
            // Without the field "type", llama.cpp cannot distinguish response messages from prompts and returns "Cannot
            // determine type of 'item'".
            ObjectNode message = input.addObject()
                    .put("type", "message")
                    .put("role", "assistant")
                    .put("content", text);
            if (phase != null) {
                message.set("phase", phase);
            }
        }
    }

    private static void addCall(ArrayNode input, Part.ToolCall call) {
        input.addObject()
                .put("type", "function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments().toString());
    }
}
