package dev.openllm.server.gateway.ollama;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.RecentCalls;
import dev.openllm.server.gateway.api.UnusableCalls;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The Ollama APIs for chats and for prompt completion. Source: https://docs.ollama.com/api */
public final class OllamaApi implements Api {

    private final UnaryOperator<String> nameNormalizer;
    private final RecentCalls recent;
    private final boolean generates;

    /**
     * Creates the API for {@code /api/chat}.
     *
     * @param nameNormalizer a function that removes the tag that a client appended to a model name
     */
    public OllamaApi(UnaryOperator<String> nameNormalizer) {
        this(nameNormalizer, new RecentCalls(), false);
    }

    private OllamaApi(UnaryOperator<String> nameNormalizer, RecentCalls recent, boolean generates) {
        this.nameNormalizer = nameNormalizer;
        this.recent = recent;
        this.generates = generates;
    }

    /** Returns the API for {@code /api/generate}. */
    public Api forGenerate() {
        return new OllamaApi(nameNormalizer, recent, true);
    }

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public boolean streams(JsonNode body) {
        return body.path("stream").asBoolean(true);
    }

    @Override
    public EventStream.Format format() {
        return EventStream.Format.LINES;
    }

    @Override
    public Exchange read(JsonNode body, Intake intake) {
        OllamaRequestReader reader = new OllamaRequestReader(body, intake, nameNormalizer, recent);
        return new OllamaExchange(generates ? reader.generate() : reader.chat(), recent);
    }

    @Override
    public ObjectNode error(ErrorInfo error) {
        return Wire.JSON.createObjectNode().put("error", ErrorBody.message(error));
    }

    private record OllamaExchange(OllamaRequest request, RecentCalls recent) implements Exchange {

        @Override
        public ChatParams params() {
            return request.params();
        }

        @Override
        public Optional<ObjectNode> responseWithoutModel() {
            return request.loading().map(reason -> new OllamaResponse(request, recent).loadResponse(reason));
        }

        @Override
        public ObjectNode unstreamedResponse(List<ChatEvent> events, ChatResult result) {
            OllamaResponse response = new OllamaResponse(request, recent);
            Optional<ChatEvent.InvalidToolCall> invalid = Optional.empty();
            StringBuilder text = new StringBuilder();
            StringBuilder thinking = new StringBuilder();
            ObjectNode message = response.message();
            for (ChatEvent event : events) {
                switch (event) {
                    case ChatEvent.Text chunk -> text.append(chunk.text());
                    case ChatEvent.Refusal chunk -> text.append(chunk.text());
                    case ChatEvent.Reasoning chunk -> thinking.append(chunk.text());
                    case ChatEvent.ToolCall call -> response.addCall(message, call);
                    case ChatEvent.InvalidToolCall call -> invalid = Optional.of(call);
                    case ChatEvent.ProviderState state -> {}
                    case ChatEvent.Notice notice -> {}
                }
            }
            UnusableCalls.reject(invalid, result);
            response.setText(message, text.toString());
            if (request.showsThinking() && !thinking.isEmpty()) {
                message.put("thinking", thinking.toString());
            }
            return response.finalResponse(message, result);
        }

        @Override
        public StreamedResponse streamedResponse(EventStream out) {
            return new OllamaStream(request, new OllamaResponse(request, recent), out);
        }
    }
}
