package dev.openllm.server.http;

import java.io.IOException;

/** An error caused by a server that accepted the connection but did not respond with an HTTP/1.1 response. */
public final class NotHttp extends IOException {

    private static final long serialVersionUID = 1L;

    /** What the server sent instead of an HTTP/1.1 response. */
    public enum Sent {
        /** Nothing, because the server closed the connection. */
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

    /** Returns the error for the protocol that is detected from the first bytes received. */
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
