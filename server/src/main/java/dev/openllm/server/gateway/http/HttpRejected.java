package dev.openllm.server.gateway.http;

/**
 * An exception that indicates that a request is rejected before it is read completely. The connection is closed after
 * the response.
 */
final class HttpRejected extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    HttpRejected(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
