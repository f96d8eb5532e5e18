package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorInfo;

/** An API that the gateway serves. An implementation converts between the JSON of the API and neutral messages. */
public interface Api {

    /** Returns the name of the API in {@link Tolerance}. */
    String name();

    /**
     * Parses a request.
     *
     * @param intake the object that records what is left out of the request
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code invalid_request} if a field is invalid; the
     *     message names the field
     */
    Exchange read(JsonNode body, Intake intake);

    /** Returns whether the client requests a stream. */
    default boolean streams(JsonNode body) {
        return body.path("stream").asBoolean();
    }

    /** Returns the format of the API's streams. */
    default EventStream.Format format() {
        return EventStream.Format.EVENTS;
    }

    /** Returns the body of a response that reports an error. */
    ObjectNode error(ErrorInfo error);

    /** Returns the body of a response that reports an error, for an API whose body repeats the HTTP status. */
    default ObjectNode error(ErrorInfo error, int status) {
        return error(error);
    }

    /** Returns the HTTP status of a response that reports an error. */
    default int status(ErrorInfo error) {
        return ErrorStatus.of(error.kind());
    }
}
