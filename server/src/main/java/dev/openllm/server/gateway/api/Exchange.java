package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import java.util.List;
import java.util.Optional;

/** A parsed request to an API, with methods that write the response in the format of the API. */
public interface Exchange {

    /** Returns the request in neutral form. */
    ChatParams params();

    /**
     * Returns the response to a request that does not call a model, such as a request to load one; empty for all other
     * requests.
     */
    default Optional<ObjectNode> withoutModel() {
        return Optional.empty();
    }

    /** Returns the complete response to a request for an unstreamed response. */
    ObjectNode complete(List<ChatEvent> events, ChatResult result);

    /** Returns a new writer for a streamed response. */
    StreamedResponse streamed(EventStream out);

    /** The writer of one streamed response. Used by only one thread at a time. */
    interface StreamedResponse {

        void event(ChatEvent event);

        /**
         * Writes a fragment of a tool call's arguments as it arrives. The complete call follows as an event that
         * contains all arguments.
         */
        default void toolArguments(String callId, String name, String fragment) {}

        /** Signals that the response is still in progress, and begins the response if necessary. */
        void ping();

        void end(ChatResult result);

        /** Reports that the response failed after it had begun. */
        void fail(ErrorInfo error);
    }
}
