package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.gateway.api.ErrorBody;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import dev.openllm.server.gateway.api.Ids;

/** A streamed response of an API for prompt completion. */
final class OpenAiCompletionStream implements Exchange.StreamedResponse {

    private final OpenAiCompletionsApi.Request request;
    private final EventStream out;
    private final String id;
    private final long created = Ids.epochSeconds();
    private boolean begun;

    OpenAiCompletionStream(OpenAiCompletionsApi.Request request, EventStream out) {
        this.request = request;
        this.out = out;
        this.id = OpenAiCompletionsApi.id(request.mistral());
    }

    @Override
    public void event(ChatEvent event) {
        if (event instanceof ChatEvent.Text(String text)) {
            out.data(chunk(text, null));
        }
    }

    @Override
    public void ping() {
        out.comment("ping");
    }

    @Override
    public void end(ChatResult result) {
        ObjectNode last = chunk("", OpenAiCompletionsApi.finishReason(result.finishReason()));
        if (request.mistral()) {
            last.set("usage", OpenAiChatApi.usage(result.usage()));
        }
        out.data(last);
        if (request.withUsage() && !request.mistral()) {
            ObjectNode usage = envelope();
            usage.putArray("choices");
            usage.set("usage", OpenAiChatApi.usage(result.usage()));
            out.data(usage);
        }
        out.done();
    }

    @Override
    public void fail(ErrorInfo error) {
        out.data(ErrorBody.body(error));
    }

    private ObjectNode chunk(String text, String finishReason) {
        ObjectNode chunk = envelope();
        ObjectNode choice = chunk.putArray("choices").addObject();
        if (request.mistral()) {
            ObjectNode delta = choice.put("index", 0).putObject("delta");
            if (!begun) {
                delta.put("role", "assistant");
            }
            delta.put("content", text);
        } else {
            choice.put("text", text).put("index", 0).putNull("logprobs");
            if (request.withUsage()) {
                chunk.putNull("usage");
            }
        }
        begun = true;
        choice.put("finish_reason", finishReason);
        return chunk;
    }

    private ObjectNode envelope() {
        return OpenAiChatApi.envelope(
                request.mistral() ? "chat.completion.chunk" : "text_completion",
                id,
                created,
                request.fill().model());
    }
}
