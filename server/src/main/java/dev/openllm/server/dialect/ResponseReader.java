package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import java.util.function.Consumer;

/**
 * A reader for a single response, used by one thread. All methods throw {@link
 * dev.openllm.protocol.error.OpenLlmException} if the provider reports an error or the response is invalid; any events
 * read before the error have already been passed to the sink.
 */
public interface ResponseReader {

    /**
     * Sets the receiver to which tool call arguments are passed as they arrive. The receiver is not called if the API
     * sends only complete calls.
     */
    default void streamArgumentsTo(ToolArgumentSink sink) {}

    /**
     * Reads one frame of a stream.
     *
     * @param event the SSE event name, or an empty string
     * @param data the SSE data, which can be {@code [DONE]}, or the NDJSON line
     * @param sink the receiver of the events
     */
    void readFrame(String event, String data, Consumer<ChatEvent> sink);

    /** Reads a complete response: either an unstreamed response or JSON received instead of a stream. */
    void readUnstreamed(JsonNode response, Consumer<ChatEvent> sink);

    /**
     * Processes the end of the body. Emits events that were held back, such as tool calls, and returns the outcome.
     *
     * @param sink the receiver of the events
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code bad_response} if the stream ended before a
     *     finish reason was received
     */
    Outcome end(Consumer<ChatEvent> sink);
}
