package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.OpaqueState;
import java.util.ArrayList;
import java.util.List;

/** One streamed answer. Source: https://platform.openai.com/docs/api-reference/responses-streaming */
final class OpenAiResponsesStream implements Api.StreamedAnswer {

    /** Which item is being written. */
    private enum Open {
        NONE,
        MESSAGE,
        REASONING
    }

    private final String model;
    private final EventStream out;
    private final String id = Ids.fresh("resp_");
    private final long created = Ids.now();
    private final List<ObjectNode> items = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String itemId = "";
    private Open open = Open.NONE;
    private boolean begun;
    private int sequence;

    OpenAiResponsesStream(String model, EventStream out) {
        this.model = model;
        this.out = out;
    }

    @Override
    public void event(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text piece -> text(piece.text());
            case ChatEvent.Refusal piece -> text(piece.text());
            case ChatEvent.Reasoning piece -> reasoning(piece.text());
            case ChatEvent.ProviderState state -> state(OpaqueState.text(state));
            case ChatEvent.ToolCall call ->
                functionCall(OpenAiResponsesApi.functionCall(
                        call.id(), call.name(), call.arguments().toString()));
            case ChatEvent.InvalidToolCall call ->
                functionCall(OpenAiResponsesApi.functionCall(call.id(), call.name(), call.rawArguments()));
            case ChatEvent.Notice notice -> {}
        }
    }

    private void text(String piece) {
        if (open != Open.MESSAGE) {
            close();
            open(Open.MESSAGE, "msg_");
            ObjectNode item = OpenAiResponsesApi.message(itemId, "").put("status", "in_progress");
            item.putArray("content");
            added(item);
            send("response.content_part.added", content().set("part", OpenAiResponsesApi.outputText("")));
        }
        text.append(piece);
        send("response.output_text.delta", content().put("delta", piece));
    }

    private void reasoning(String piece) {
        if (open != Open.REASONING) {
            close();
            open(Open.REASONING, "rs_");
            added(OpenAiResponsesApi.reasoning("", "").put("id", itemId));
            send("response.reasoning_summary_part.added", summary().set("part", summaryText("")));
        }
        text.append(piece);
        send("response.reasoning_summary_text.delta", summary().put("delta", piece));
    }

    private void state(String state) {
        if (open == Open.REASONING) {
            closeReasoning(state);
        } else {
            close();
            begin();
            ObjectNode item = OpenAiResponsesApi.reasoning("", state);
            added(item);
            done(item);
        }
    }

    private void functionCall(ObjectNode call) {
        close();
        begin();
        String arguments = call.path("arguments").asText();
        added(call.deepCopy().put("arguments", "").put("status", "in_progress"));
        ObjectNode place = place(call.path("id").asText());
        send("response.function_call_arguments.delta", place.deepCopy().put("delta", arguments));
        send("response.function_call_arguments.done", place.put("arguments", arguments));
        done(call);
    }

    private void open(Open kind, String prefix) {
        begin();
        open = kind;
        itemId = Ids.fresh(prefix);
        text.setLength(0);
    }

    private void close() {
        switch (open) {
            case NONE -> {}
            case MESSAGE -> closeMessage();
            case REASONING -> closeReasoning("");
        }
    }

    private void closeMessage() {
        open = Open.NONE;
        ObjectNode item = OpenAiResponsesApi.message(itemId, text.toString());
        send("response.output_text.done", content().put("text", text.toString()));
        send(
                "response.content_part.done",
                content().set("part", item.path("content").get(0)));
        done(item);
    }

    private void closeReasoning(String state) {
        open = Open.NONE;
        send("response.reasoning_summary_text.done", summary().put("text", text.toString()));
        send("response.reasoning_summary_part.done", summary().set("part", summaryText(text.toString())));
        done(OpenAiResponsesApi.reasoning(text.toString(), state).put("id", itemId));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            send("response.created", with(OpenAiResponsesApi.response(id, created, model)));
            send("response.in_progress", with(OpenAiResponsesApi.response(id, created, model)));
        }
    }

    private void added(ObjectNode item) {
        ObjectNode event = Wire.JSON.createObjectNode().put("output_index", items.size());
        event.set("item", item);
        send("response.output_item.added", event);
    }

    private void done(ObjectNode item) {
        ObjectNode event = Wire.JSON.createObjectNode().put("output_index", items.size());
        event.set("item", item);
        send("response.output_item.done", event);
        items.add(item);
    }

    private ObjectNode place(String item) {
        return Wire.JSON.createObjectNode().put("item_id", item).put("output_index", items.size());
    }

    private ObjectNode content() {
        return place(itemId).put("content_index", 0);
    }

    private ObjectNode summary() {
        return place(itemId).put("summary_index", 0);
    }

    private static ObjectNode summaryText(String text) {
        return Wire.JSON.createObjectNode().put("type", "summary_text").put("text", text);
    }

    private static ObjectNode with(ObjectNode response) {
        ObjectNode event = Wire.JSON.createObjectNode();
        event.set("response", response);
        return event;
    }

    private void send(String type, com.fasterxml.jackson.databind.JsonNode fields) {
        ObjectNode event = ((ObjectNode) fields).put("type", type).put("sequence_number", sequence++);
        out.event(type, event);
    }

    @Override
    public void end(ChatResult result) {
        begin();
        close();
        ObjectNode response = OpenAiResponsesApi.ended(OpenAiResponsesApi.response(id, created, model), items, result);
        String status = response.path("status").asText();
        send("response." + status, with(response));
    }

    @Override
    public void fail(ErrorInfo error) {
        begin();
        ObjectNode response = OpenAiResponsesApi.response(id, created, model).put("status", "failed");
        response.putObject("error").put("code", ErrorBody.code(error)).put("message", ErrorBody.message(error));
        send("response.failed", with(response));
    }
}
