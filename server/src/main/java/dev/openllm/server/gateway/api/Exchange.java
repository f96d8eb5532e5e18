package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import java.util.List;
import java.util.Optional;

/** One request of an API, understood, and how its response is written. */
public interface Exchange {

    /** The request in neutral form. */
    ChatParams params();

    /** The response to a request that asks no model, such as one to load it. */
    default Optional<ObjectNode> withoutModel() {
        return Optional.empty();
    }

    /** The complete response to a request that asked for no stream. */
    ObjectNode complete(List<ChatEvent> events, ChatResult result);

    /** A fresh writer for a streamed response. */
    StreamedResponse streamed(EventStream out);

    /** Writes one streamed response. Used by one thread at a time. */
    interface StreamedResponse {

        void event(ChatEvent event);

        /** Arguments of a tool call as they grow; the call itself follows as an event, with all of them. */
        default void toolArguments(String callId, String name, String fragment) {}

        /** Says that the response is still on its way, and begins it if need be. */
        void ping();

        void end(ChatResult result);

        /** The response broke off after its start. */
        void fail(ErrorInfo error);
    }
}
