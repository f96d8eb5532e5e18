package dev.openllm.server.gateway.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.UnusableCalls;
import java.util.Optional;

/**
 * A streamed response of the Ollama API, in which each line is a JSON object. Source:
 * https://docs.ollama.com/api/streaming
 */
final class OllamaStream implements Exchange.StreamedResponse {

    private final OllamaRequest request;
    private final OllamaResponse response;
    private final EventStream out;
    private Optional<ChatEvent.InvalidToolCall> invalid = Optional.empty();

    OllamaStream(OllamaRequest request, OllamaResponse response, EventStream out) {
        this.request = request;
        this.response = response;
        this.out = out;
    }

    @Override
    public void event(ChatEvent event) {
        ObjectNode message = response.message();
        switch (event) {
            case ChatEvent.Text chunk -> response.setText(message, chunk.text());
            case ChatEvent.Refusal chunk -> response.setText(message, chunk.text());
            case ChatEvent.Reasoning chunk -> {
                if (!request.showsThinking()) {
                    return;
                }
                message.put("thinking", chunk.text());
            }
            case ChatEvent.ToolCall call -> response.addCall(message, call);
            case ChatEvent.InvalidToolCall call -> {
                invalid = Optional.of(call);
                return;
            }
            case ChatEvent.ProviderState state -> {
                return;
            }
            case ChatEvent.Notice notice -> {
                return;
            }
        }
        out.data(response.chunk(message));
    }

    /** Sends a chunk without text, which all clients ignore. */
    @Override
    public void ping() {
        out.data(response.chunk(response.message()));
    }

    @Override
    public void end(ChatResult result) {
        UnusableCalls.reject(invalid, result);
        out.data(response.finalResponse(response.message(), result));
    }

    @Override
    public void fail(ErrorInfo error) {
        out.data(Wire.JSON.createObjectNode().put("error", ErrorBody.message(error)));
    }
}
