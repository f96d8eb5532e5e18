package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.server.dialect.ToolArguments;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The output of one response as it grows: messages, reasoning, calls of our tools, and traces of the provider's own
 * tools, which are read past. Servers leave out the small events, or the large ones; whatever came first is delivered
 * and nothing twice.
 */
final class OutputItems {

    /** One item under way. */
    private static final class Item {
        private final int position;
        private JsonNode begun = MissingNode.getInstance();
        private final StringBuilder arguments = new StringBuilder();
        private int textLength;
        private String reasoningKind = "";
        private boolean spoken;
        private boolean done;

        private Item(int position) {
            this.position = position;
        }
    }

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final ResponseTrace trace = new ResponseTrace();
    private final Set<String> callIds = new HashSet<>();
    private String lastReasoningPart = "";
    private boolean refused;

    boolean toolCalled() {
        return !callIds.isEmpty();
    }

    boolean refused() {
        return refused;
    }

    Optional<ObjectNode> state() {
        return trace.state();
    }

    /** Takes one event; those that say nothing about the answer are ignored. */
    void read(String type, JsonNode frame, Consumer<ChatEvent> sink) {
        switch (type) {
            case "response.output_item.added" -> item(frame).begun = frame.path("item");
            case "response.output_text.delta" -> speak(item(frame), frame.path("delta"), sink);
            case "response.refusal.delta" -> refuse(item(frame), frame.path("delta"), sink);
            case "response.reasoning_summary_text.delta", "response.reasoning_summary.delta" ->
                think(item(frame), "summary", frame.path("summary_index").asInt(0), frame.path("delta"), sink);
            case "response.reasoning_text.delta", "response.reasoning.delta" ->
                think(item(frame), "content", frame.path("content_index").asInt(0), frame.path("delta"), sink);
            case "response.function_call_arguments.delta" ->
                item(frame).arguments.append(frame.path("delta").asText(""));
            case "response.function_call_arguments.done" -> {
                if (frame.path("arguments").isTextual()) {
                    item(frame).arguments.replace(0, Integer.MAX_VALUE, frame.path("arguments").asText());
                }
            }
            case "response.output_item.done" -> finish(item(frame), frame.path("item"), sink);
            default -> {}
        }
    }

    /** Takes the output of the finished response: all of it when nothing was streamed, else what is still missing. */
    void complete(JsonNode output, Consumer<ChatEvent> sink) {
        boolean nothingStreamed = items.isEmpty();
        for (int i = 0; i < output.size(); i++) {
            JsonNode item = output.get(i);
            Item known = items.get(String.valueOf(i));
            if (nothingStreamed) {
                finish(item(i), item, sink);
            } else if (known != null && !known.done) {
                finish(known, item, sink);
            } else if (known != null && !item.path("encrypted_content").asText("").isEmpty()) {
                trace.reasoning(i, item); // some send it encrypted only here
            }
        }
        for (Item left : items.values()) {
            if (!left.done) {
                finish(left, left.begun, sink);
            }
        }
    }

    private Item item(JsonNode frame) {
        JsonNode index = frame.path("output_index");
        return index.isInt() ? item(index.asInt()) : itemNamed(frame);
    }

    private Item item(int position) {
        return items.computeIfAbsent(String.valueOf(position), key -> new Item(position));
    }

    /** Some servers number nothing; then ids tell the items apart. */
    private Item itemNamed(JsonNode frame) {
        String id = frame.path("item_id").asText(frame.path("item").path("id").asText(""));
        return items.computeIfAbsent("id " + id, key -> new Item(items.size()));
    }

    private void speak(Item item, JsonNode words, Consumer<ChatEvent> sink) {
        String text = words.asText("");
        if (!text.isEmpty()) {
            item.spoken = true;
            item.textLength += text.length();
            sink.accept(new ChatEvent.Text(text));
        }
    }

    private void refuse(Item item, JsonNode words, Consumer<ChatEvent> sink) {
        String text = words.asText("");
        if (!text.isEmpty()) {
            item.spoken = true;
            refused = true;
            sink.accept(new ChatEvent.Refusal(text));
        }
    }

    /** Of an item that shows its reasoning both in full and summed up, what came first is shown. */
    private void think(Item item, String kind, int part, JsonNode words, Consumer<ChatEvent> sink) {
        String text = words.asText("");
        if (item.reasoningKind.isEmpty()) {
            item.reasoningKind = kind;
        }
        if (text.isEmpty() || !item.reasoningKind.equals(kind)) {
            return;
        }
        item.spoken = true;
        String where = item.position + " " + part;
        if (!lastReasoningPart.isEmpty() && !lastReasoningPart.equals(where)) {
            sink.accept(new ChatEvent.Reasoning("\n\n"));
        }
        lastReasoningPart = where;
        sink.accept(new ChatEvent.Reasoning(text));
    }

    private void finish(Item item, JsonNode whole, Consumer<ChatEvent> sink) {
        if (item.done) {
            return;
        }
        item.done = true;
        switch (whole.path("type").asText()) {
            case "message" -> finishMessage(item, whole, sink);
            case "reasoning" -> finishReasoning(item, whole, sink);
            case "function_call" -> finishCall(item, whole, sink);
            default -> trace.providersTool(item.position, whole);
        }
    }

    private void finishMessage(Item item, JsonNode message, Consumer<ChatEvent> sink) {
        if (!item.spoken) {
            for (JsonNode part : message.path("content")) {
                switch (part.path("type").asText()) {
                    case "output_text", "text" -> speak(item, part.path("text"), sink);
                    case "refusal" -> refuse(item, part.path("refusal"), sink);
                    default -> {}
                }
            }
        }
        trace.message(item.position, item.textLength, message.path("phase"));
    }

    private void finishReasoning(Item item, JsonNode reasoning, Consumer<ChatEvent> sink) {
        if (!item.spoken) {
            for (String kind : new String[] {"summary", "content"}) {
                for (int part = 0; part < reasoning.path(kind).size(); part++) {
                    think(item, kind, part, reasoning.path(kind).get(part).path("text"), sink);
                }
            }
        }
        trace.reasoning(item.position, reasoning);
    }

    private void finishCall(Item item, JsonNode functionCall, Consumer<ChatEvent> sink) {
        String id = functionCall.path("call_id").asText(functionCall.path("id").asText(""));
        String callId = id.isEmpty() || !callIds.add(id) ? ToolArguments.newCallId() : id;
        callIds.add(callId);
        JsonNode arguments = functionCall.path("arguments");
        boolean onlyStreamed = arguments.asText("").isEmpty() && !arguments.isObject();
        String name = functionCall.path("name").asText("");
        sink.accept(
                onlyStreamed
                        ? ToolArguments.event(callId, name, item.arguments.toString())
                        : ToolArguments.event(callId, name, arguments));
        trace.functionCall(item.position);
    }
}
