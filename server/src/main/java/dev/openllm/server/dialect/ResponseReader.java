package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import java.util.function.Consumer;

/**
 * Reads one answer. Used by one thread, for one request. All methods throw {@link
 * dev.openllm.protocol.error.OpenLlmException} when the provider reports an error or its answer makes no sense;
 * what was read before has reached the sink by then.
 */
public interface ResponseReader {

    /** Asks for the arguments of tool calls while they grow. Where the API sends complete calls only, nothing comes. */
    default void argumentsTo(ToolArgumentSink sink) {}

    /**
     * Takes a frame of a stream.
     *
     * @param event the SSE event name, or empty
     * @param data the SSE data or the NDJSON line; may be {@code [DONE]}
     */
    void frame(String event, String data, Consumer<ChatEvent> sink);

    /** Takes a complete response: when none was streamed, or JSON came although a stream was asked for. */
    void whole(JsonNode answer, Consumer<ChatEvent> sink);

    /**
     * Says that the body ended. Emits what was still held back, such as tool calls, and sums up.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code bad_response} when the stream stopped
     *     before the provider had said how it ended
     */
    Outcome end(Consumer<ChatEvent> sink);
}
