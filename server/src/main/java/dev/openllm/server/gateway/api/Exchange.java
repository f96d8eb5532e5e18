package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import java.util.List;
import java.util.Optional;

/**
 * A request to an API of the gateway, parsed into provider-neutral form. An exchange also converts the response to the
 * format of the API.
 */
public interface Exchange {

    /** Returns the request in provider-neutral form. */
    ChatParams params();

    /**
     * Returns the response if the request does not call a model, such as a request to load a model. For all other
     * requests, returns an empty result.
     */
    default Optional<ObjectNode> responseWithoutModel() {
        return Optional.empty();
    }

    /** Returns the body of an unstreamed response. */
    ObjectNode unstreamedResponse(List<ChatEvent> events, ChatResult result);

    /** Returns a new writer for the streamed response. */
    StreamedResponse streamedResponse(EventStream out);

    /** A writer for a single streamed response. Used by only one thread at a time. */
    interface StreamedResponse {

        void event(ChatEvent event);

        /**
         * Writes a fragment of a tool call's arguments as it arrives. The complete call follows as an event that
         * contains all arguments.
         */
        default void toolArguments(String callId, String name, String fragment) {}

        /**
         * Indicates to the client that the response is still in progress. If the response has not begun, this method
         * begins it.
         */
        void ping();

        void end(ChatResult result);

        /** Reports a failure that occurred after the response had begun. */
        void fail(ErrorInfo error);
    }
}
