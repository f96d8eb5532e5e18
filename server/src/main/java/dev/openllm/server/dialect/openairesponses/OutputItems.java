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
    private final Map<String, OutputItem> current = new HashMap<>();
    private final ResponseTrace trace = new ResponseTrace();
    private final Set<String> callIds = new HashSet<>();
    private final StringBuilder text = new StringBuilder();
    private String lastReasoningPart = "";
    private boolean refused;
    private ToolArgumentSink arguments = ToolArgumentSink.NONE;
    /** Whether each item received so far has a unique index. */
    private boolean numbered = true;

    /** Sets the receiver to which tool call arguments are passed as they arrive. */
    void argumentsTo(ToolArgumentSink sink) {
        arguments = sink;
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
            case "response.output_item.added" -> described(frame).begun = frame.path("item");
            case "response.output_text.delta" -> speak(growing(frame), frame, frame.path("delta"), sink);
            case "response.output_text.done" -> {
                if (item(frame).hears(frame.path("content_index"))) {
                    speak(item(frame), frame, frame.path("text"), sink);
                }
            }
            case "response.refusal.delta" -> refuse(growing(frame), frame, frame.path("delta"), sink);
            case "response.refusal.done" -> {
                if (item(frame).hears(frame.path("content_index"))) {
                    refuse(item(frame), frame, frame.path("refusal"), sink);
                }
            }
            case "response.reasoning_summary_text.delta", "response.reasoning_summary.delta" ->
                think(growing(frame), "summary", frame.path("summary_index").asInt(0), frame.path("delta"), sink);
            case "response.reasoning_text.delta", "response.reasoning.delta" ->
                think(growing(frame), "content", frame.path("content_index").asInt(0), frame.path("delta"), sink);
            case "response.function_call_arguments.delta" -> growArguments(growing(frame), frame);
            case "response.custom_tool_call_input.delta" ->
                growing(frame).arguments.append(frame.path("delta").asText(""));
            case "response.function_call_arguments.done" -> replaceArguments(frame, frame.path("arguments"));
            case "response.custom_tool_call_input.done" -> replaceArguments(frame, frame.path("input"));
            case "response.output_item.done" -> finish(described(frame), frame.path("item"), sink);
            default -> {}
        }
    }

    private void growArguments(OutputItem item, JsonNode frame) {
        item.arguments.append(frame.path("delta").asText(""));
        String callId = item.begun.path("call_id").asText("");
        if (!callIds.contains(callId)) {
            item.growingArguments.advance(
                    item.arguments, callId, item.begun.path("name").asText(""), arguments);
        }
    }

    private void replaceArguments(JsonNode frame, JsonNode whole) {
        if (whole.isTextual()) {
            item(frame).arguments.replace(0, Integer.MAX_VALUE, whole.asText());
        }
    }

    /**
     * Reads the output of the completed response. If nothing was streamed, reads the entire output; otherwise, reads
     * only the missing content.
     */
    void complete(JsonNode output, Consumer<ChatEvent> sink) {
        List<OutputItem> streamed = List.copyOf(items);
        boolean inOrder = numbered;
        for (int i = 0; i < output.size(); i++) {
            JsonNode whole = output.path(i);
            Optional<OutputItem> known = known(streamed, i, whole);
            if (known.isEmpty()) {
                if (inOrder || !isDelivered(whole)) {
                    finish(started(String.valueOf(i)), whole, sink);
                }
            } else if (!known.get().isDone()) {
                finish(known.get(), whole, sink);
            } else if (!whole.path("encrypted_content").asText("").isEmpty()) {
                trace.reasoning(known.get().position, whole); // some servers send encrypted reasoning last
            }
        }
        for (OutputItem left : streamed) {
            if (!left.isDone()) {
                finish(left, left.begun, sink);
            }
        }
    }

    private Optional<OutputItem> known(List<OutputItem> streamed, int index, JsonNode whole) {
        return streamed.stream()
                .filter(item -> item.hasId(whole.path("id")))
                .findFirst()
                .or(() -> Optional.ofNullable(current.get(String.valueOf(index)))
                        .filter(item -> streamed.contains(item) && item.canBe(whole)));
    }

    /**
     * Returns whether the content of an item that does not match any known item has already been delivered under a
     * different index or without an index.
     */
    private boolean isDelivered(JsonNode whole) {
        return switch (whole.path("type").asText()) {
            case "message" -> {
                StringBuilder words = new StringBuilder();
                whole.path("content")
                        .forEach(part -> words.append(part.path("text").asText("")));
                yield !words.isEmpty() && text.indexOf(words.toString()) >= 0;
            }
            case "function_call", "custom_tool_call" ->
                callIds.contains(whole.path("call_id").asText(""));
            case "reasoning" -> !lastReasoningPart.isEmpty();
            default -> false;
        };
    }

    /**
     * Returns the item to which an event with a complete item refers. If the complete item cannot describe the current
     * item with the event's index, the event refers to a new item.
     */
    private OutputItem described(JsonNode frame) {
        OutputItem known = item(frame);
        JsonNode shown = frame.path("item");
        boolean again = known.hasId(shown.path("id")) || shown.equals(known.whole);
        boolean next = known.isDone() ? !again : !known.canBe(shown);
        return next ? started(key(frame)) : known;
    }

    /**
     * Returns the item to which an event adds content. If the current item is already complete, the event starts a new
     * item.
     */
    private OutputItem growing(JsonNode frame) {
        OutputItem known = item(frame);
        return known.isDone() ? started(key(frame)) : known;
    }

    private OutputItem item(JsonNode frame) {
        OutputItem known = current.get(key(frame));
        if (known == null && !frame.path("output_index").isInt()) {
            known = withoutIndex(frame);
        }
        OutputItem item = known == null ? started(key(frame)) : known;
        item.named(itemId(frame));
        return item;
    }

    /**
     * Returns the item of an event without an index: the item with the event's ID, or the only item that the event can
     * describe. Returns {@code null} if there is no such item.
     */
    private OutputItem withoutIndex(JsonNode frame) {
        String id = itemId(frame);
        Optional<OutputItem> byId =
                items.stream().filter(item -> item.isNamed(id)).findFirst();
        if (byId.isPresent() || !frame.path("type").asText().equals("response.output_item.done")) {
            return byId.orElse(null);
        }
        List<OutputItem> open = items.stream()
                .filter(item -> !item.isDone() && item.canBe(frame.path("item")))
                .toList();
        return open.size() == 1 ? open.getFirst() : null;
    }

    private static String itemId(JsonNode frame) {
        return frame.path("item_id").asText(frame.path("item").path("id").asText(""));
    }

    private OutputItem started(String key) {
        OutputItem item = new OutputItem(items.size());
        items.add(item);
        numbered &= current.put(key, item) == null && !key.startsWith("id ");
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

    private void speak(OutputItem item, JsonNode part, JsonNode words, Consumer<ChatEvent> sink) {
        String said = words.asText("");
        item.hears(part.path("content_index"));
        if (!said.isEmpty()) {
            item.spoken = true;
            item.textLength += said.length();
            text.append(said);
            sink.accept(new ChatEvent.Text(said));
        }
    }

    private void refuse(OutputItem item, JsonNode part, JsonNode words, Consumer<ChatEvent> sink) {
        String said = words.asText("");
        item.hears(part.path("content_index"));
        if (!said.isEmpty()) {
            item.spoken = true;
            refused = true;
            sink.accept(new ChatEvent.Refusal(said));
        }
    }

    /** Emits reasoning. If an item has both full reasoning and a summary, only the kind that arrived first is shown. */
    private void think(OutputItem item, String kind, int part, JsonNode words, Consumer<ChatEvent> sink) {
        String thought = words.asText("");
        if (item.reasoningKind.isEmpty()) {
            item.reasoningKind = kind;
        }
        if (thought.isEmpty() || !item.reasoningKind.equals(kind)) {
            return;
        }
        item.spoken = true;
        String where = item.position + " " + part;
        if (!lastReasoningPart.isEmpty() && !lastReasoningPart.equals(where)) {
            sink.accept(new ChatEvent.Reasoning("\n\n"));
        }
        lastReasoningPart = where;
        sink.accept(new ChatEvent.Reasoning(thought));
    }

    private void finish(OutputItem item, JsonNode whole, Consumer<ChatEvent> sink) {
        if (item.isDone()) {
            return;
        }
        item.whole = whole;
        switch (whole.path("type").asText()) {
            case "message" -> finishMessage(item, whole, sink);
            case "reasoning" -> finishReasoning(item, whole, sink);
            case "function_call" -> finishCall(item, whole, whole.path("arguments"), sink);
            case "custom_tool_call" -> finishCall(item, whole, whole.path("input"), sink); // free text, not JSON
            default -> trace.providersTool(item.position, whole);
        }
    }

    private void finishMessage(OutputItem item, JsonNode message, Consumer<ChatEvent> sink) {
        if (!item.spoken) {
            for (JsonNode part : message.path("content")) {
                switch (part.path("type").asText()) {
                    case "output_text", "text" -> speak(item, part, part.path("text"), sink);
                    case "refusal" -> refuse(item, part, part.path("refusal"), sink);
                    default -> {}
                }
            }
        }
        trace.message(item.position, item.textLength, message.path("phase"));
    }

    private void finishReasoning(OutputItem item, JsonNode reasoning, Consumer<ChatEvent> sink) {
        if (!item.spoken) {
            for (String kind : new String[] {"summary", "content"}) {
                for (int part = 0; part < reasoning.path(kind).size(); part++) {
                    think(item, kind, part, reasoning.path(kind).path(part).path("text"), sink);
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
