package dev.openllm.server.gateway.api;

import dev.openllm.protocol.error.ErrorKind;

/** Maps each kind of error to the most appropriate HTTP status. */
public final class ErrorStatus {

    /**
     * The HTTP status, introduced by nginx, for a request whose client closed the connection. A client that
     * disconnected does not receive this status.
     */
    private static final int CLIENT_CLOSED = 499;

    private ErrorStatus() {}

    public static int of(ErrorKind kind) {
        return switch (kind) {
            case AUTH -> 401;
            case PERMISSION -> 403;
            case MODEL_NOT_FOUND -> 404;
            case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_FILTERED -> 400;
            case RATE_LIMITED, QUOTA -> 429;
            case OVERLOADED -> 503;
            case NETWORK, BAD_RESPONSE -> 502;
            case TIMEOUT -> 504;
            case CANCELLED -> CLIENT_CLOSED;
            case CONFIG, INTERNAL -> 500;
        };
    }
}
