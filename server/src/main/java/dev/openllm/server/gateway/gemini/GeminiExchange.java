package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.RecentCalls;
import java.util.List;

/** A request to the Gemini API, and the response to it. */
record GeminiExchange(GeminiRequest request, RecentCalls recent, GeminiApi api) implements Exchange {

    @Override
    public ChatParams params() {
        return request.params();
    }

    @Override
    public ObjectNode unstreamedResponse(List<ChatEvent> events, ChatResult result) {
        GeminiResponse response = new GeminiResponse(request, recent);
        ArrayNode parts = Wire.JSON.createArrayNode();
        events.forEach(event -> response.parts(event).forEach(part -> append(part, parts)));
        response.lastParts().forEach(part -> append(part, parts));
        return response.finalChunk(parts, result);
    }

    /**
     * Appends a part. Consecutive text parts are merged into a single part, as in unstreamed responses of the Gemini
     * API.
     */
    private static void append(ObjectNode part, ArrayNode parts) {
        boolean continues = !parts.isEmpty()
                && isPlainText(part)
                && isPlainText((ObjectNode) parts.get(parts.size() - 1))
                && part.has("thought") == parts.get(parts.size() - 1).has("thought");
        if (continues) {
            ObjectNode last = (ObjectNode) parts.get(parts.size() - 1);
            last.put("text", last.path("text").asText() + part.path("text").asText());
        } else {
            parts.add(part);
        }
    }

    private static boolean isPlainText(ObjectNode part) {
        return part.has("text") && !part.has("thoughtSignature");
    }

    @Override
    public StreamedResponse streamedResponse(EventStream out) {
        return new GeminiStream(new GeminiResponse(request, recent), out, api);
    }
}
