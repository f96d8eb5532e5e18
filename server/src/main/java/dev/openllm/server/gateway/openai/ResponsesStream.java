package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.OpaqueState;
import dev.openllm.server.gateway.api.StreamedArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A streamed response of the Responses API. Source: https://platform.openai.com/docs/api-reference/responses-streaming
 */
final class ResponsesStream implements Exchange.StreamedResponse {

    /** The type of the item that is being written. */
    private enum Open {
        NONE,
        TEXT,
        REFUSAL,
        REASONING,
        CALL
    }

    private final ResponseObject response;
    private final EventStream out;
    private final Consumer<ObjectNode> onComplete;
    private final List<ObjectNode> items = new ArrayList<>();
    private final StreamedArguments arguments = new StreamedArguments();
    private final StringBuilder text = new StringBuilder();
    /** The item that is being written, in the form in which it is sent when it is complete. */
    private ObjectNode item = Wire.JSON.createObjectNode();

    private Open open = Open.NONE;
    private boolean begun;
    private boolean textSent;
    private int sequence;

    /** Creates a stream. @param onComplete a callback that receives the complete response */
    ResponsesStream(ResponseObject response, EventStream out, Consumer<ObjectNode> onComplete) {
        this.response = response;
        this.out = out;
        this.onComplete = onComplete;
    }

    @Override
    public void event(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text chunk -> sendText(Open.TEXT, "output_text", chunk.text());
            case ChatEvent.Refusal chunk -> sendText(Open.REFUSAL, "refusal", chunk.text());
            case ChatEvent.Reasoning chunk -> sendReasoning(chunk.text());
            case ChatEvent.ProviderState state -> sendState(OpaqueState.toBase64Url(state));
            case ChatEvent.ToolCall call -> {
                boolean isOpen = open == Open.CALL && arguments.isOpen(call.id());
                sendCall(response.call(call), isOpen ? arguments.remaining(call) : "", isOpen);
            }
            case ChatEvent.InvalidToolCall call -> {
                boolean isOpen = open == Open.CALL && arguments.isOpen(call.id());
                sendCall(response.call(call), isOpen ? arguments.remaining(call) : "", isOpen);
            }
            case ChatEvent.Notice notice -> {}
        }
    }

    /**
     * Writes the arguments of a tool call as they arrive. Items are sequential, so only one of several simultaneous
     * calls can be written as it arrives. The other calls are written when they are complete.
     */
    @Override
    public void toolArguments(String callId, String name, String fragment) {
        boolean isOpen = open == Open.CALL && arguments.isOpen(callId);
        boolean otherCallOpen = open == Open.CALL && !isOpen;
        if (otherCallOpen || response.request().tools().origin(name).kind() != OpenAiTools.Kind.FUNCTION) {
            return;
        }
        if (!isOpen) {
            begin(Open.CALL, response.call(callId, name, ""));
            arguments.open(callId, items.size());
            sendItemAdded(item.deepCopy().put("status", "in_progress"));
        }
        arguments.add(callId, fragment);
        send("response.function_call_arguments.delta", itemLocation().put("delta", fragment));
    }

    private void sendText(Open kind, String type, String chunk) {
        if (open != kind) {
            boolean sameMessage = open == Open.TEXT || open == Open.REFUSAL;
            if (sameMessage) {
                endPart();
                open = kind;
            } else {
                begin(kind, ResponseObject.message(Ids.newId("msg_")));
                sendItemAdded(item.deepCopy().put("status", "in_progress"));
            }
            text.setLength(0);
            send("response.content_part.added", contentLocation().set("part", part(kind, "")));
            textSent = true;
        }
        text.append(chunk);
        ObjectNode delta = contentLocation().put("delta", chunk);
        if (kind == Open.TEXT) {
            delta.putArray("logprobs");
        }
        send("response." + type + ".delta", delta);
    }

    private static ObjectNode part(Open kind, String text) {
        return kind == Open.TEXT ? ResponseObject.outputText(text) : ResponseObject.refusal(text);
    }

    private void sendReasoning(String chunk) {
        if (open != Open.REASONING) {
            begin(Open.REASONING, ResponseObject.reasoning(Ids.newId("rs_"), "", ""));
            text.setLength(0);
            sendItemAdded(item.deepCopy().put("status", "in_progress"));
            send("response.reasoning_summary_part.added", summaryLocation().set("part", summaryText("")));
        }
        text.append(chunk);
        send("response.reasoning_summary_text.delta", summaryLocation().put("delta", chunk));
    }

    /**
     * Writes provider state. In a response without tool calls, state that follows the text is written only if the
     * client itself stores provider state. Other clients do not expect this state, and the next request does not
     * require it.
     */
    private void sendState(String state) {
        if (open == Open.REASONING) {
            closeReasoning(state);
        } else if (!textSent || response.request().clientStoresState() || hasCall()) {
            begin(Open.NONE, ResponseObject.reasoning(Ids.newId("rs_"), "", state));
            sendItemAdded(item);
            sendItemDone(item);
        }
    }

    private boolean hasCall() {
        return items.stream().anyMatch(done -> done.has("call_id"));
    }

    private void sendCall(ObjectNode complete, String remainder, boolean isOpen) {
        if (complete.path("arguments").isObject()) { // a tool search, which has no separate events for its arguments
            begin(Open.NONE, complete);
            sendItemAdded(complete);
            sendItemDone(complete);
            return;
        }
        boolean custom = complete.has("input");
        String field = custom ? "input" : "arguments";
        String event = custom ? "response.custom_tool_call_input" : "response.function_call_arguments";
        String fragment = isOpen ? remainder : complete.path(field).asText();
        if (isOpen) {
            complete.set("id", item.path("id"));
            item = complete;
        } else {
            begin(Open.NONE, complete);
            sendItemAdded(complete.deepCopy().put(field, "").put("status", "in_progress"));
        }
        if (!fragment.isEmpty()) {
            send(event + ".delta", itemLocation().put("delta", fragment));
        }
        ObjectNode done = itemLocation();
        done.set("name", complete.path("name"));
        send(event + ".done", (ObjectNode) done.set(field, complete.path(field)));
        open = Open.NONE;
        sendItemDone(complete);
    }

    private void begin(Open kind, ObjectNode next) {
        close();
        begin();
        open = kind;
        item = next;
    }

    private void close() {
        switch (open) {
            case NONE -> {}
            case TEXT, REFUSAL -> {
                endPart();
                open = Open.NONE;
                sendItemDone(item);
            }
            case REASONING -> closeReasoning("");
            case CALL -> { // the end of the call was not received
                open = Open.NONE;
                sendItemDone(item.put("status", "incomplete"));
            }
        }
    }

    private void endPart() {
        String fullText = text.toString();
        ObjectNode part = part(open, fullText);
        if (open == Open.TEXT) {
            ObjectNode done = contentLocation().put("text", fullText);
            done.putArray("logprobs");
            send("response.output_text.done", done);
        } else {
            send("response.refusal.done", contentLocation().put("refusal", fullText));
        }
        send("response.content_part.done", contentLocation().set("part", part));
        item.withArray("content").add(part);
    }

    private void closeReasoning(String state) {
        open = Open.NONE;
        send("response.reasoning_summary_text.done", summaryLocation().put("text", text.toString()));
        send("response.reasoning_summary_part.done", summaryLocation().set("part", summaryText(text.toString())));
        sendItemDone(ResponseObject.reasoning(item.path("id").asText(), text.toString(), state));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            send("response.created", responseEvent(response.inProgress()));
            send("response.in_progress", responseEvent(response.inProgress()));
        }
    }

    private void sendItemAdded(ObjectNode outputItem) {
        ObjectNode event = Wire.JSON.createObjectNode().put("output_index", items.size());
        event.set("item", outputItem);
        send("response.output_item.added", event);
    }

    private void sendItemDone(ObjectNode outputItem) {
        ObjectNode event = Wire.JSON.createObjectNode().put("output_index", items.size());
        event.set("item", outputItem);
        send("response.output_item.done", event);
        items.add(outputItem);
    }

    private ObjectNode itemLocation() {
        return Wire.JSON
                .createObjectNode()
                .put("item_id", item.path("id").asText())
                .put("output_index", items.size());
    }

    private ObjectNode contentLocation() {
        return itemLocation().put("content_index", item.path("content").size());
    }

    private ObjectNode summaryLocation() {
        return itemLocation().put("summary_index", 0);
    }

    private static ObjectNode summaryText(String text) {
        return Wire.JSON.createObjectNode().put("type", "summary_text").put("text", text);
    }

    private static ObjectNode responseEvent(ObjectNode response) {
        ObjectNode event = Wire.JSON.createObjectNode();
        event.set("response", response);
        return event;
    }

    private void send(String type, JsonNode fields) {
        ObjectNode event = ((ObjectNode) fields).put("type", type).put("sequence_number", sequence++);
        out.event(type, event);
    }

    /**
     * Sends {@code response.in_progress} again. Every client supports this event, and it resets the client's idle
     * timer.
     */
    @Override
    public void ping() {
        if (begun) {
            send("response.in_progress", responseEvent(response.inProgress()));
        } else {
            begin();
        }
    }

    @Override
    public void end(ChatResult result) {
        begin();
        close();
        ObjectNode ended = response.finished(items, result);
        onComplete.accept(ended);
        send("response." + ended.path("status").asText(), responseEvent(ended));
    }

    @Override
    public void fail(ErrorInfo error) {
        begin();
        close();
        send("response.failed", responseEvent(response.failed(items, error)));
    }
}
