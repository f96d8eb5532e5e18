package dev.openllm.server.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.http.HttpReply;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Sends unstreamed responses, and sends errors in the format of the requested API. */
final class Replies {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON_MEDIA_TYPE = "application/json";

    private Replies() {}

    static void sendJson(HttpReply reply, JsonNode body) {
        sendJson(reply, body, Map.of());
    }

    static void sendJson(HttpReply reply, JsonNode body, Map<String, String> extraHeaders) {
        Map<String, String> headers = new HashMap<>(extraHeaders);
        headers.put(CONTENT_TYPE, JSON_MEDIA_TYPE);
        reply.send(200, headers, bytes(body));
    }

    /** Sends an error together with an HTTP status that is more specific than the error kind. */
    static void sendError(HttpReply reply, int status, Api api, ErrorInfo error) {
        reply.send(status, Map.of(CONTENT_TYPE, JSON_MEDIA_TYPE), bytes(api.error(error, status)));
    }

    static void sendMethodNotAllowed(HttpReply reply, Api api, ErrorInfo error, String methods) {
        ErrorInfo hinted = error.withHint("Use " + methods.replace(", ", " or ") + ".");
        reply.send(405, Map.of(CONTENT_TYPE, JSON_MEDIA_TYPE, "Allow", methods), bytes(api.error(hinted, 405)));
    }

    static void sendFailure(HttpReply reply, Api api, ErrorInfo error) {
        if (reply.hasBegun()) {
            reply.closeConnection(); // only closing the connection can now indicate that the response is incomplete
            return;
        }
        ErrorInfo reported = error.kind() == ErrorKind.CANCELLED ? halfClosedError() : error;
        Map<String, String> headers = new HashMap<>();
        headers.put(CONTENT_TYPE, JSON_MEDIA_TYPE);
        if (!isRetryable(error.kind())) {
            headers.put("x-should-retry", "false");
        }
        error.retryAfterMs().ifPresent(ms -> headers.put("Retry-After", String.valueOf((ms + 999) / 1000)));
        int status = api.status(error);
        reply.send(status, headers, bytes(api.error(reported, status)));
    }

    /**
     * Returns the error for a client that closed its side of the connection. A client that disconnected does not read
     * the error, but the server cannot distinguish such a client from a client that closed only its output, as {@code
     * nc -N} does.
     */
    private static ErrorInfo halfClosedError() {
        return ErrorInfo.of(
                        ErrorKind.CANCELLED,
                        UserText.of(
                                "The request was canceled because the client closed its side of the connection before "
                                        + "the response was complete."))
                .withHint(UserText.of(
                        "Keep your side of the connection open until the response is complete. With `nc`, omit "
                                + "`-N`."));
    }

    /**
     * Returns whether a later retry by the client can succeed after a failure of the specified kind. After failures of
     * other kinds, a retry would fail in the same way.
     */
    private static boolean isRetryable(ErrorKind kind) {
        return switch (kind) {
            case RATE_LIMITED, OVERLOADED, NETWORK, TIMEOUT, BAD_RESPONSE -> true;
            default -> false;
        };
    }

    static byte[] bytes(JsonNode body) {
        try {
            return Wire.JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }
}
