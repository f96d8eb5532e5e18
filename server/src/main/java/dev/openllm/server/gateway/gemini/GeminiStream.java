package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import java.util.List;

/**
 * A streamed response of the Gemini API. Source:
 * https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
final class GeminiStream implements Exchange.StreamedResponse {

    private final GeminiResponse response;
    private final EventStream out;
    private final GeminiApi api;

    GeminiStream(GeminiResponse response, EventStream out, GeminiApi api) {
        this.response = response;
        this.out = out;
        this.api = api;
    }

    @Override
    public void event(ChatEvent event) {
        List<ObjectNode> parts = response.parts(event);
        if (!parts.isEmpty()) {
            out.data(response.chunk(array(parts)));
        }
    }

    private static ArrayNode array(List<ObjectNode> parts) {
        return Wire.JSON.createArrayNode().addAll(parts);
    }

    /**
     * Sends white space if the stream is a JSON array. If the stream consists of server-sent events, sends a chunk with
     * empty text, because the Google SDKs read only {@code data} lines and treat a chunk without content as invalid.
     */
    @Override
    public void ping() {
        if (out.format() == EventStream.Format.ARRAY) {
            out.whitespace();
        } else {
            out.data(response.chunk(array(List.of(GeminiResponse.text("")))));
        }
    }

    @Override
    public void end(ChatResult result) {
        out.data(response.finalChunk(array(response.lastParts()), result));
    }

    @Override
    public void fail(ErrorInfo error) {
        out.data(api.error(error));
    }
}
