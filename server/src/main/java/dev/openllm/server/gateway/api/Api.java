package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorInfo;

/**
 * An API that the gateway provides. An implementation converts between the JSON of the API and provider-neutral
 * messages.
 */
public interface Api {

    /** Returns the name that the rules in {@link Tolerance} use for the API. */
    String name();

    /**
     * Parses a request.
     *
     * @param intake the object that records the parts that are omitted from the request
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code invalid_request} if a field is invalid; the
     *     message contains the name of the field
     */
    Exchange read(JsonNode body, Intake intake);

    /** Returns whether the client requests a streamed response. */
    default boolean streams(JsonNode body) {
        return body.path("stream").asBoolean();
    }

    /** Returns the format of the API's streamed responses. */
    default EventStream.Format format() {
        return EventStream.Format.EVENTS;
    }

    /** Returns the body of a response that reports an error. */
    ObjectNode error(ErrorInfo error);

    /** Returns the body of a response that reports an error, for APIs whose error body contains the HTTP status. */
    default ObjectNode error(ErrorInfo error, int status) {
        return error(error);
    }

    /** Returns the HTTP status of a response that reports an error. */
    default int status(ErrorInfo error) {
        return ErrorStatus.of(error.kind());
    }
}
