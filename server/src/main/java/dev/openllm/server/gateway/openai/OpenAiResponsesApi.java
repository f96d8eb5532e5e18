package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Ids;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.OpaqueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The OpenAI Responses API. Recent responses are stored in memory. Source:
 * https://platform.openai.com/docs/api-reference/responses
 */
public final class OpenAiResponsesApi implements Api {

    private final ResponseStore store = new ResponseStore();

    @Override
    public String name() {
        return "responses";
    }

    @Override
    public Exchange read(JsonNode body, Intake intake) {
        return new ResponsesExchange(ResponsesRequest.read(body, store, intake), store);
    }

    @Override
    public ObjectNode error(ErrorInfo error) {
        return ErrorBody.body(error);
    }

    /** Returns a stored response of the specified consumer, or an empty result if the consumer has no such response. */
    public Optional<ObjectNode> find(String consumer, String id) {
        return store.find(consumer, id).map(ResponseStore.Stored::response);
    }

    /**
     * Returns the items of the conversation that precede a stored response. As in the OpenAI API, the latest item is
     * returned first.
     */
    public Optional<ObjectNode> findInput(String consumer, String id) {
        return store.find(consumer, id).map(stored -> {
            ObjectNode list = Wire.JSON.createObjectNode().put("object", "list");
            ArrayNode data = list.putArray("data").addAll(stored.input().reversed());
            list.set("first_id", data.path(0).path("id"));
            list.set("last_id", data.path(data.size() - 1).path("id"));
            return list.put("has_more", false);
        });
    }

    /** Deletes a stored response. Returns an empty result if the response does not exist. */
    public Optional<ObjectNode> delete(String consumer, String id) {
        return store.delete(consumer, id)
                ? Optional.of(Wire.JSON
                        .createObjectNode()
                        .put("id", id)
                        .put("object", "response")
                        .put("deleted", true))
                : Optional.empty();
    }

    private record ResponsesExchange(ResponsesRequest request, ResponseStore store) implements Exchange {

        @Override
        public ChatParams params() {
            return request.params();
        }

        @Override
        public ObjectNode unstreamedResponse(List<ChatEvent> events, ChatResult result) {
            ResponseObject response = new ResponseObject(request);
            ObjectNode completed = response.finished(items(response, events), result);
            storeResponse(completed);
            return completed;
        }

        @Override
        public StreamedResponse streamedResponse(EventStream out) {
            return new ResponsesStream(new ResponseObject(request), out, this::storeResponse);
        }

        private void storeResponse(ObjectNode response) {
            if (request.isStored()) {
                store.store(request.consumer(), response, request.input());
            }
        }

        private List<ObjectNode> items(ResponseObject response, List<ChatEvent> events) {
            StringBuilder text = new StringBuilder();
            StringBuilder refusal = new StringBuilder();
            StringBuilder reasoning = new StringBuilder();
            List<ObjectNode> calls = new ArrayList<>();
            List<String> states = new ArrayList<>();
            for (ChatEvent event : events) {
                switch (event) {
                    case ChatEvent.Text chunk -> text.append(chunk.text());
                    case ChatEvent.Refusal chunk -> refusal.append(chunk.text());
                    case ChatEvent.Reasoning chunk -> reasoning.append(chunk.text());
                    case ChatEvent.ProviderState state -> states.add(OpaqueState.toBase64Url(state));
                    case ChatEvent.ToolCall call -> calls.add(response.call(call));
                    case ChatEvent.InvalidToolCall call -> calls.add(response.call(call));
                    case ChatEvent.Notice notice -> {}
                }
            }
            boolean needsState = !calls.isEmpty() || !reasoning.isEmpty() || request.clientStoresState();
            if (!needsState) {
                states.clear();
            }
            List<ObjectNode> items = new ArrayList<>();
            if (!reasoning.isEmpty() || !states.isEmpty()) {
                items.add(ResponseObject.reasoning(
                        Ids.newId("rs_"), reasoning.toString(), states.isEmpty() ? "" : states.removeFirst()));
            }
            states.forEach(state -> items.add(ResponseObject.reasoning(Ids.newId("rs_"), "", state)));
            if (!text.isEmpty() || !refusal.isEmpty()) {
                items.add(message(text.toString(), refusal.toString()));
            }
            items.addAll(calls);
            return items;
        }

        private static ObjectNode message(String text, String refusal) {
            ObjectNode message = ResponseObject.message(Ids.newId("msg_"));
            if (!text.isEmpty()) {
                message.withArray("content").add(ResponseObject.outputText(text));
            }
            if (!refusal.isEmpty()) {
                message.withArray("content").add(ResponseObject.refusal(refusal));
            }
            return message;
        }
    }
}
