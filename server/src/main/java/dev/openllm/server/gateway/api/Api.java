package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorInfo;

/** An API that other programs use: conversion between its JSON and neutral messages. */
public interface Api {

    /** Its name in {@link Tolerance}. */
    String name();

    /**
     * Reads a request.
     *
     * @param intake receives what is left out
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code invalid_request} naming the field
     */
    Exchange read(JsonNode body, Intake intake);

    /** Whether the client requests a stream. */
    default boolean streams(JsonNode body) {
        return body.path("stream").asBoolean();
    }

    /** The format of its streams. */
    default EventStream.Format format() {
        return EventStream.Format.EVENTS;
    }

    /** The body of a response that reports an error. */
    ObjectNode error(ErrorInfo error);

    /** The same for an API whose body repeats the HTTP status. */
    default ObjectNode error(ErrorInfo error, int status) {
        return error(error);
    }

    /** The HTTP status of that response. */
    default int status(ErrorInfo error) {
        return ErrorStatus.of(error.kind());
    }
}
