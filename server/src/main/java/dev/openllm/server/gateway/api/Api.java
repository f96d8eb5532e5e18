package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import java.util.List;

/** An API that other programs speak: pure translation between its JSON and neutral messages. */
public interface Api {

    /**
     * The neutral form of a request.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code invalid_request} naming the field
     */
    ChatParams params(JsonNode body);

    /** The whole answer to a request that asked for no stream. */
    ObjectNode whole(ChatParams params, List<ChatEvent> events, ChatResult result);

    /** A fresh writer for one streamed answer. */
    StreamedAnswer streamed(ChatParams params, JsonNode body, EventStream out);

    /** The body of an answer that reports an error. */
    ObjectNode error(ErrorInfo error);

    /** The HTTP status of that answer. */
    default int status(ErrorInfo error) {
        return ErrorStatus.of(error.kind());
    }

    /** Writes one streamed answer. Used by one thread. */
    interface StreamedAnswer {

        void event(ChatEvent event);

        void end(ChatResult result);

        /** The answer broke off behind its start. */
        void fail(ErrorInfo error);
    }
}
