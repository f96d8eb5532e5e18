package dev.openllm.server.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The bytes of one connection. While a response is produced it continues reading, so that the end of the connection is
 * noticed whatever the client sends before it. Used by one thread.
 */
final class ConnectionInput {

    private static final int BUFFER = 2 * 1024;
    /** What a client may send ahead of the response to its last request. */
    private static final int MOST_AHEAD = 64 * 1024;

    /** How often the end of the response is checked while the next request is already available. */
    private static final int POLL_MS = 10;

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private volatile boolean overflowed;
    private volatile long lastReadAt = System.nanoTime();

    ConnectionInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** The {@link System#nanoTime} at which bytes arrived last. */
    long lastReadAt() {
        return lastReadAt;
    }

    /** Whether the client sent more ahead than is buffered, so that its next request is lost. */
    boolean hasOverflowed() {
        return overflowed;
    }

    /** The next byte; -1 at the end of the connection. */
    int next() throws IOException {
        return position < filled || fill() ? buffer[position++] & 0xff : -1;
    }

    /** The next byte without consuming it; -1 at the end of the connection. */
    int peek() throws IOException {
        return position < filled || fill() ? buffer[position] & 0xff : -1;
    }

    /** Reads at least one byte. @return the number of bytes, -1 at the end of the connection */
    int read(byte[] target, int offset, int length) throws IOException {
        if (position == filled) {
            int count = in.read(target, offset, length);
            lastReadAt = System.nanoTime();
            return count;
        }
        int count = Math.min(length, filled - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        lastReadAt = System.nanoTime();
        position = 0;
        filled = Math.max(count, 0);
        return count > 0;
    }

    /**
     * Reads until there is something to do: the response is finished and another request has begun to arrive.
     *
     * @param answering whether the response is still produced
     * @return false at the end of the connection, and when the client sent too much ahead
     */
    boolean awaitRequest(BooleanSupplier answering) throws IOException {
        moveToFront();
        skipEmptyLines();
        boolean open = true;
        while (open && (answering.getAsBoolean() || position == filled)) {
            open = position == filled ? readAhead() : poll();
        }
        return open;
    }

    /** Waits for bytes only. */
    private boolean readAhead() throws IOException {
        int count = in.read(buffer, filled, buffer.length - filled);
        return take(count);
    }

    /** Waits for bytes or for the end of the response, which wakes no reader. */
    private boolean poll() throws IOException {
        if (filled == buffer.length) {
            if (buffer.length >= MOST_AHEAD) {
                return discard();
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        socket.setSoTimeout(POLL_MS);
        try {
            return take(in.read(buffer, filled, buffer.length - filled));
        } catch (SocketTimeoutException stillOpen) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private boolean take(int count) {
        lastReadAt = System.nanoTime();
        if (count <= 0) {
            return false;
        }
        filled += count;
        skipEmptyLines();
        return true;
    }

    /** Some clients end a body with an empty line (RFC 9112, 2.2), which is not a request. */
    private void skipEmptyLines() {
        while (position < filled && (buffer[position] == '\r' || buffer[position] == '\n')) {
            position++;
        }
        if (position == filled) {
            position = 0;
            filled = 0;
        }
    }

    private void moveToFront() {
        System.arraycopy(buffer, position, buffer, 0, filled - position);
        filled -= position;
        position = 0;
    }

    /** Reads to the end of the connection and discards everything. @return false */
    private boolean discard() throws IOException {
        overflowed = true;
        byte[] nothing = new byte[BUFFER];
        while (in.read(nothing) >= 0) {
            // When this ends, the client is gone, or the connection was closed after the response.
        }
        return false;
    }

    /** Briefly reads what the client still sends: with an immediate close it could lose the response. */
    void drain(long mostMs) throws IOException {
        long end = System.nanoTime() + mostMs * 1_000_000;
        byte[] nothing = new byte[16 * 1024];
        for (long left = mostMs; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            socket.setSoTimeout((int) left);
            try {
                if (in.read(nothing) < 0) {
                    return;
                }
            } catch (SocketTimeoutException over) {
                return;
            }
        }
    }
}
