package dev.openllm.server.http;

import java.io.IOException;

/** An error that indicates that a server accepted the connection but did not send an HTTP/1.1 response. */
public final class NotHttp extends IOException {

    private static final long serialVersionUID = 1L;

    /** The kind of data that the server sent instead of an HTTP/1.1 response. */
    public enum Sent {
        /** No data, because the server closed the connection. */
        NOTHING,
        /** A TLS record. */
        TLS,
        /** An HTTP/2 frame. */
        HTTP2,
        OTHER
    }

    private final Sent sent;

    private NotHttp(Sent sent) {
        super("no HTTP/1.1 response");
        this.sent = sent;
    }

    /**
     * Returns the error for data that is not an HTTP/1.1 response. The kind of data is detected from the first bytes
     * received.
     */
    public static NotHttp of(byte[] start) {
        if (start.length == 0) {
            return new NotHttp(Sent.NOTHING);
        }
        // An alert or handshake record. Source: https://www.rfc-editor.org/rfc/rfc8446#section-5.1
        if ((start[0] == 0x15 || start[0] == 0x16) && (start.length == 1 || start[1] == 3)) {
            return new NotHttp(Sent.TLS);
        }
        // A SETTINGS or GOAWAY frame. Source: https://www.rfc-editor.org/rfc/rfc9113#section-4.1
        if (start.length > 3 && start[0] == 0 && start[1] == 0 && (start[3] == 4 || start[3] == 7)) {
            return new NotHttp(Sent.HTTP2);
        }
        return new NotHttp(Sent.OTHER);
    }

    public Sent sent() {
        return sent;
    }
}
