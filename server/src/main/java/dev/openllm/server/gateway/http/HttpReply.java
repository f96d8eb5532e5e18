package dev.openllm.server.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The response to a single request, either complete or streamed. Each chunk is sent in a single write. Used by only one
 * thread at a time.
 */
public final class HttpReply {

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] EMPTY = {};

    private final OutputStream out;
    private final boolean chunked;
    private boolean keepAlive;
    private boolean withoutBody;
    private Map<String, String> extraHeaders = Map.of();
    private byte[] unsentHead = EMPTY;
    private boolean begun;
    private volatile boolean complete;
    private volatile long writingSince = Long.MAX_VALUE;

    HttpReply(OutputStream out, boolean keepAlive, boolean chunked) {
        this.out = out;
        this.keepAlive = keepAlive;
        this.chunked = chunked;
    }

    /** Omits the body of the response, as required for a response to {@code HEAD} (RFC 9110, 9.3.2). */
    HttpReply withoutBody() {
        withoutBody = true;
        return this;
    }

    /** Sets additional headers that are sent with the response, regardless of its status. */
    public void extraHeaders(Map<String, String> headers) {
        extraHeaders = Map.copyOf(headers);
    }

    /** Returns whether the response has begun, in which case its status can no longer change. */
    public boolean hasBegun() {
        return begun;
    }

    /**
     * Returns whether the last bytes have been sent to the client or are being sent. From then on, the client can send
     * its next request.
     */
    boolean isComplete() {
        return complete;
    }

    boolean keepsConnection() {
        return keepAlive;
    }

    public void closeConnection() {
        keepAlive = false;
    }

    /**
     * Returns the value of {@link System#nanoTime} when the current write started, or {@link Long#MAX_VALUE} if no data
     * is being written.
     */
    long writingSince() {
        return writingSince;
    }

    public void send(int status, Map<String, String> headers, byte[] body) {
        begun = true;
        complete = true;
        write(head(status, headers, "Content-Length: " + body.length + "\r\n"), withoutBody ? EMPTY : body);
    }

    /** Begins a streamed response. The head is sent together with the first chunk. */
    public void beginStream(Map<String, String> headers) {
        begun = true;
        keepAlive &= chunked; // without chunked encoding, only closing the connection indicates the end of the stream
        unsentHead = head(200, headers, chunked ? "Transfer-Encoding: chunked\r\n" : "");
    }

    public void sendChunk(byte[] bytes) {
        byte[] head = unsentHead;
        unsentHead = EMPTY;
        if (withoutBody) {
            write(head, EMPTY);
            return;
        }
        if (!chunked) {
            write(head, bytes);
            return;
        }
        byte[] size = Integer.toHexString(bytes.length).getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + size.length + bytes.length + 2 * CRLF.length];
        int position = copy(head, all, 0);
        position = copy(size, all, position);
        position = copy(CRLF, all, position);
        position = copy(bytes, all, position);
        copy(CRLF, all, position);
        write(all);
    }

    public void endStream() {
        complete = true;
        if (withoutBody) {
            write(unsentHead, EMPTY);
        } else if (chunked) {
            write(unsentHead, "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private byte[] head(int status, Map<String, String> headers, String length) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\nDate: ")
                .append(HttpDate.now())
                .append("\r\n")
                .append(length);
        extraHeaders.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int copy(byte[] bytes, byte[] target, int position) {
        System.arraycopy(bytes, 0, target, position, bytes.length);
        return position + bytes.length;
    }

    private void write(byte[] start, byte[] rest) {
        byte[] all = new byte[start.length + rest.length];
        copy(rest, all, copy(start, all, 0));
        write(all);
    }

    private void write(byte[] all) {
        writingSince = System.nanoTime();
        try {
            out.write(all);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            writingSince = Long.MAX_VALUE;
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> status < 500 ? "Refused" : "Failed";
        };
    }
}
