package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.server.chat.ResponseEnded;
import java.util.function.Consumer;

/** A receiver of response events that ends the response when no more text is needed. */
final class InlineResponse implements Consumer<ChatEvent> {

    private final AcceptedText text;
    private final ResponseMeter meter;
    private final long promptBytes;
    private final Consumer<ChatEvent> sink;

    /**
     * Creates a receiver.
     *
     * @param text the accepted text, which delivers its lines directly to the caller
     * @param meter the meter for the response
     * @param promptBytes the size of the sent text, in bytes of UTF-8
     * @param sink the receiver of notices
     */
    InlineResponse(AcceptedText text, ResponseMeter meter, long promptBytes, Consumer<ChatEvent> sink) {
        this.text = text;
        this.meter = meter;
        this.promptBytes = promptBytes;
        this.sink = sink;
    }

    /** Processes an event. @throws ResponseEnded if no more text is needed */
    @Override
    public void accept(ChatEvent event) {
        meter.record(event);
        if (event instanceof ChatEvent.Text(String part)) {
            if (!text.add(part)) {
                throw new ResponseEnded(meter.estimateUsage(promptBytes));
            }
        } else if (event instanceof ChatEvent.Notice) {
            sink.accept(event);
        }
    }

    InlineCompletionResult result(ChatResult ended) {
        return new InlineCompletionResult(
                text.end(ended.finishReason() == FinishReason.LENGTH),
                ended.model(),
                ended.finishReason(),
                ended.finishReasonRaw(),
                ended.usage(),
                ended.timing(),
                ended.costUsd(),
                ended.keyName());
    }
}
