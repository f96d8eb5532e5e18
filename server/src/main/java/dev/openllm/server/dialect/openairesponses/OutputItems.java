package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.server.dialect.ToolArgumentSink;
import dev.openllm.server.dialect.ToolArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The output of a response as it arrives: messages, reasoning, calls of the caller's tools, and records of the
 * provider's own tools, which are skipped. Some servers omit the delta events or the events with complete items, or
 * send index 0 for every item. If content is received more than once, only the first occurrence is delivered.
 */
final class OutputItems {

    private final List<OutputItem> items = new ArrayList<>();
    private final Map<String, OutputItem> itemsByKey = new HashMap<>();
    private final ResponseTrace trace = new ResponseTrace();
    private final Set<String> callIds = new HashSet<>();
    private final StringBuilder text = new StringBuilder();
    private String lastReasoningPart = "";
    private boolean refused;
    private ToolArgumentSink argumentSink = ToolArgumentSink.NONE;
    /** Whether each item received so far has a unique index. */
    private boolean hasIndexes = true;

    /** Sets the receiver to which tool call arguments are passed as they arrive. */
    void streamArgumentsTo(ToolArgumentSink sink) {
        argumentSink = sink;
    }

    boolean toolCalled() {
        return !callIds.isEmpty();
    }

    boolean refused() {
        return refused;
    }

    Optional<ObjectNode> state() {
        return trace.state();
    }

    /** Reads an event. Events that contain no part of the response are ignored. */
    void read(String type, JsonNode frame, Consumer<ChatEvent> sink) {
        switch (type) {
            case "response.output_item.added" -> describedItem(frame).addedItem = frame.path("item");
            case "response.output_text.delta" -> emitText(openItem(frame), frame, frame.path("delta"), sink);
            case "response.output_text.done" -> {
                if (item(frame).markSeen(frame.path("content_index"))) {
                    emitText(item(frame), frame, frame.path("text"), sink);
                }
            }
            case "response.refusal.delta" -> emitRefusal(openItem(frame), frame, frame.path("delta"), sink);
            case "response.refusal.done" -> {
                if (item(frame).markSeen(frame.path("content_index"))) {
                    emitRefusal(item(frame), frame, frame.path("refusal"), sink);
                }
            }
            case "response.reasoning_summary_text.delta", "response.reasoning_summary.delta" ->
                emitReasoning(
                        openItem(frame), "summary", frame.path("summary_index").asInt(0), frame.path("delta"), sink);
            case "response.reasoning_text.delta", "response.reasoning.delta" ->
                emitReasoning(
                        openItem(frame), "content", frame.path("content_index").asInt(0), frame.path("delta"), sink);
            case "response.function_call_arguments.delta" -> growArguments(openItem(frame), frame);
            case "response.custom_tool_call_input.delta" ->
                openItem(frame).arguments.append(frame.path("delta").asText(""));
            case "response.function_call_arguments.done" -> replaceArguments(frame, frame.path("arguments"));
            case "response.custom_tool_call_input.done" -> replaceArguments(frame, frame.path("input"));
            case "response.output_item.done" -> finish(describedItem(frame), frame.path("item"), sink);
            default -> {}
        }
    }

    private void growArguments(OutputItem item, JsonNode frame) {
        item.arguments.append(frame.path("delta").asText(""));
        String callId = item.addedItem.path("call_id").asText("");
        if (!callIds.contains(callId)) {
            item.growingArguments.advance(
                    item.arguments, callId, item.addedItem.path("name").asText(""), argumentSink);
        }
    }

    private void replaceArguments(JsonNode frame, JsonNode complete) {
        if (complete.isTextual()) {
            item(frame).arguments.replace(0, Integer.MAX_VALUE, complete.asText());
        }
    }

    /**
     * Reads the output of the completed response. If nothing was streamed, reads the entire output; otherwise, reads
     * only the missing content.
     */
    void complete(JsonNode output, Consumer<ChatEvent> sink) {
        List<OutputItem> streamed = List.copyOf(items);
        boolean inOrder = hasIndexes;
        for (int i = 0; i < output.size(); i++) {
            JsonNode completed = output.path(i);
            Optional<OutputItem> known = findStreamed(streamed, i, completed);
            if (known.isEmpty()) {
                if (inOrder || !isDelivered(completed)) {
                    finish(startItem(String.valueOf(i)), completed, sink);
                }
            } else if (!known.get().isDone()) {
                finish(known.get(), completed, sink);
            } else if (!completed.path("encrypted_content").asText("").isEmpty()) {
                trace.reasoning(known.get().position, completed); // some servers send encrypted reasoning last
            }
        }
        for (OutputItem unfinished : streamed) {
            if (!unfinished.isDone()) {
                finish(unfinished, unfinished.addedItem, sink);
            }
        }
    }

    private Optional<OutputItem> findStreamed(List<OutputItem> streamed, int index, JsonNode completed) {
        return streamed.stream()
                .filter(item -> item.hasId(completed.path("id")))
                .findFirst()
                .or(() -> Optional.ofNullable(itemsByKey.get(String.valueOf(index)))
                        .filter(item -> streamed.contains(item) && item.mayMatch(completed)));
    }

    /**
     * Returns whether the content of an item that does not match any known item has already been delivered under a
     * different index or without an index.
     */
    private boolean isDelivered(JsonNode completed) {
        return switch (completed.path("type").asText()) {
            case "message" -> {
                StringBuilder itemText = new StringBuilder();
                completed
                        .path("content")
                        .forEach(part -> itemText.append(part.path("text").asText("")));
                yield !itemText.isEmpty() && text.indexOf(itemText.toString()) >= 0;
            }
            case "function_call", "custom_tool_call" ->
                callIds.contains(completed.path("call_id").asText(""));
            case "reasoning" -> !lastReasoningPart.isEmpty();
            default -> false;
        };
    }

    /**
     * Returns the item to which an event with a complete item refers. If the complete item cannot describe the current
     * item with the event's index, the event refers to a new item.
     */
    private OutputItem describedItem(JsonNode frame) {
        OutputItem known = item(frame);
        JsonNode description = frame.path("item");
        boolean isSame = known.hasId(description.path("id")) || description.equals(known.doneItem);
        boolean isNew = known.isDone() ? !isSame : !known.mayMatch(description);
        return isNew ? startItem(key(frame)) : known;
    }

    /**
     * Returns the item to which an event adds content. If the current item is already complete, the event starts a new
     * item.
     */
    private OutputItem openItem(JsonNode frame) {
        OutputItem known = item(frame);
        return known.isDone() ? startItem(key(frame)) : known;
    }

    private OutputItem item(JsonNode frame) {
        OutputItem known = itemsByKey.get(key(frame));
        if (known == null && !frame.path("output_index").isInt()) {
            known = withoutIndex(frame);
        }
        OutputItem item = known == null ? startItem(key(frame)) : known;
        item.addId(itemId(frame));
        return item;
    }

    /**
     * Returns the item of an event without an index: the item with the event's ID, or the only item that the event can
     * describe. Returns {@code null} if there is no such item.
     */
    private OutputItem withoutIndex(JsonNode frame) {
        String id = itemId(frame);
        Optional<OutputItem> byId =
                items.stream().filter(item -> item.hasKnownId(id)).findFirst();
        if (byId.isPresent() || !frame.path("type").asText().equals("response.output_item.done")) {
            return byId.orElse(null);
        }
        List<OutputItem> open = items.stream()
                .filter(item -> !item.isDone() && item.mayMatch(frame.path("item")))
                .toList();
        return open.size() == 1 ? open.getFirst() : null;
    }

    private static String itemId(JsonNode frame) {
        return frame.path("item_id").asText(frame.path("item").path("id").asText(""));
    }

    private OutputItem startItem(String key) {
        OutputItem item = new OutputItem(items.size());
        items.add(item);
        hasIndexes &= itemsByKey.put(key, item) == null && !key.startsWith("id ");
        return item;
    }

    /**
     * Returns the map key that identifies an event's item: the item's index, or its ID if the server does not send
     * indexes.
     */
    private static String key(JsonNode frame) {
        JsonNode index = frame.path("output_index");
        return index.isInt() ? index.asText() : "id " + itemId(frame);
    }

    private void emitText(OutputItem item, JsonNode part, JsonNode delta, Consumer<ChatEvent> sink) {
        String chunk = delta.asText("");
        item.markSeen(part.path("content_index"));
        if (!chunk.isEmpty()) {
            item.hasOutput = true;
            item.textLength += chunk.length();
            text.append(chunk);
            sink.accept(new ChatEvent.Text(chunk));
        }
    }

    private void emitRefusal(OutputItem item, JsonNode part, JsonNode delta, Consumer<ChatEvent> sink) {
        String chunk = delta.asText("");
        item.markSeen(part.path("content_index"));
        if (!chunk.isEmpty()) {
            item.hasOutput = true;
            refused = true;
            sink.accept(new ChatEvent.Refusal(chunk));
        }
    }

    /** Emits reasoning. If an item has both full reasoning and a summary, only the kind that arrived first is shown. */
    private void emitReasoning(OutputItem item, String kind, int part, JsonNode delta, Consumer<ChatEvent> sink) {
        String chunk = delta.asText("");
        if (item.reasoningKind.isEmpty()) {
            item.reasoningKind = kind;
        }
        if (chunk.isEmpty() || !item.reasoningKind.equals(kind)) {
            return;
        }
        item.hasOutput = true;
        String partKey = item.position + " " + part;
        if (!lastReasoningPart.isEmpty() && !lastReasoningPart.equals(partKey)) {
            sink.accept(new ChatEvent.Reasoning("\n\n"));
        }
        lastReasoningPart = partKey;
        sink.accept(new ChatEvent.Reasoning(chunk));
    }

    private void finish(OutputItem item, JsonNode completed, Consumer<ChatEvent> sink) {
        if (item.isDone()) {
            return;
        }
        item.doneItem = completed;
        switch (completed.path("type").asText()) {
            case "message" -> finishMessage(item, completed, sink);
            case "reasoning" -> finishReasoning(item, completed, sink);
            case "function_call" -> finishCall(item, completed, completed.path("arguments"), sink);
            case "custom_tool_call" ->
                finishCall(item, completed, completed.path("input"), sink); // free text, not JSON
            default -> trace.providerToolCall(item.position, completed);
        }
    }

    private void finishMessage(OutputItem item, JsonNode message, Consumer<ChatEvent> sink) {
        if (!item.hasOutput) {
            for (JsonNode part : message.path("content")) {
                switch (part.path("type").asText()) {
                    case "output_text", "text" -> emitText(item, part, part.path("text"), sink);
                    case "refusal" -> emitRefusal(item, part, part.path("refusal"), sink);
                    default -> {}
                }
            }
        }
        trace.message(item.position, item.textLength, message.path("phase"));
    }

    private void finishReasoning(OutputItem item, JsonNode reasoning, Consumer<ChatEvent> sink) {
        if (!item.hasOutput) {
            for (String kind : new String[] {"summary", "content"}) {
                for (int part = 0; part < reasoning.path(kind).size(); part++) {
                    emitReasoning(
                            item, kind, part, reasoning.path(kind).path(part).path("text"), sink);
                }
            }
        }
        trace.reasoning(item.position, reasoning);
    }

    private void finishCall(OutputItem item, JsonNode call, JsonNode arguments, Consumer<ChatEvent> sink) {
        String id = call.path("call_id").asText(call.path("id").asText(""));
        String callId = id.isEmpty() || !callIds.add(id) ? ToolArguments.newCallId() : id;
        callIds.add(callId);
        boolean onlyStreamed = arguments.asText("").isEmpty() && !arguments.isObject();
        String name = call.path("name").asText("");
        sink.accept(
                onlyStreamed
                        ? ToolArguments.event(callId, name, item.arguments.toString())
                        : ToolArguments.event(callId, name, arguments));
        trace.functionCall(item.position);
    }
}
