package dev.openllm.server.gateway.api;

import dev.openllm.protocol.error.ErrorKind;

/** The HTTP status that best describes the error. */
public final class ErrorStatus {

    /** The status for a client that closed the connection; nobody reads it. Known from nginx. */
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
