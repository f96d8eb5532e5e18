package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import java.util.List;
import java.util.Optional;

/** One parsed request of an API, and how to write its response. */
public interface Exchange {

    /** The request in neutral form. */
    ChatParams params();

    /** The response to a request that needs no model, such as one to load it. */
    default Optional<ObjectNode> withoutModel() {
        return Optional.empty();
    }

    /** The complete response to a request without a stream. */
    ObjectNode complete(List<ChatEvent> events, ChatResult result);

    /** A new writer for a streamed response. */
    StreamedResponse streamed(EventStream out);

    /** Writes one streamed response. Used by one thread at a time. */
    interface StreamedResponse {

        void event(ChatEvent event);

        /** Arguments of a tool call as they arrive; the call itself follows as an event, with all of them. */
        default void toolArguments(String callId, String name, String fragment) {}

        /** Reports that the response is still in progress, and begins it if necessary. */
        void ping();

        void end(ChatResult result);

        /** The response failed after its start. */
        void fail(ErrorInfo error);
    }
}
