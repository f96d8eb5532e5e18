package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import java.util.function.Consumer;

/**
 * Reads one response. Used by one thread, for one request. All methods throw {@link
 * dev.openllm.protocol.error.OpenLlmException} when the provider reports an error or its response is invalid; events
 * that were read before have reached the sink by then.
 */
public interface ResponseReader {

    /** Requests the arguments of tool calls as they arrive. If the API sends complete calls only, there are none. */
    default void argumentsTo(ToolArgumentSink sink) {}

    /**
     * Reads a frame of a stream.
     *
     * @param event the SSE event name, or empty
     * @param data the SSE data or the NDJSON line; may be {@code [DONE]}
     */
    void frame(String event, String data, Consumer<ChatEvent> sink);

    /** Reads a complete response: an unstreamed one, or JSON in place of a stream. */
    void whole(JsonNode answer, Consumer<ChatEvent> sink);

    /**
     * Reports the end of the body. Emits what was held back, such as tool calls, and returns the outcome.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code bad_response} when the stream stopped before a
     *     finish reason
     */
    Outcome end(Consumer<ChatEvent> sink);
}
