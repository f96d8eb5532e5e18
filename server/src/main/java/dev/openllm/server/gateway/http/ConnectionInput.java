package dev.openllm.server.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The input stream of a client connection. The input is also read while a response is being generated, so a
 * disconnection is detected even if the client has already sent its next request. Only one thread reads the input.
 */
final class ConnectionInput {

    private static final int BUFFER_BYTES = 2 * 1024;
    /** The maximum number of bytes that a client can send before the response to its previous request is complete. */
    private static final int MAX_READ_AHEAD_BYTES = 64 * 1024;

    /**
     * The interval, in milliseconds, at which to check whether the response is complete while the next request is
     * already available.
     */
    private static final int POLL_MS = 10;

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private volatile boolean overflowed;
    private volatile long lastReadAt = System.nanoTime();

    ConnectionInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Returns the value of {@link System#nanoTime} when bytes were last received. */
    long lastReadAt() {
        return lastReadAt;
    }

    /**
     * Returns whether the client sent more bytes than can be buffered before the response was complete. If so, the
     * client's next request is lost.
     */
    boolean hasOverflowed() {
        return overflowed;
    }

    /** Returns the next byte, or -1 at the end of the connection. */
    int next() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xff : -1;
    }

    /** Returns the next byte without consuming it, or -1 at the end of the connection. */
    int peek() throws IOException {
        return position < limit || fill() ? buffer[position] & 0xff : -1;
    }

    /** Reads at least one byte. @return the number of bytes read, or -1 at the end of the connection */
    int read(byte[] target, int offset, int length) throws IOException {
        if (position == limit) {
            int count = in.read(target, offset, length);
            lastReadAt = System.nanoTime();
            return count;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        lastReadAt = System.nanoTime();
        position = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    /**
     * Reads until the response is complete and another request has begun to arrive.
     *
     * @param responding a supplier that returns whether the response is still being generated
     * @return whether another request follows; false at the end of the connection, or if the client sent too many bytes
     *     before the response was complete
     */
    boolean awaitRequest(BooleanSupplier responding) throws IOException {
        compact();
        skipEmptyLines();
        boolean open = true;
        while (open && (responding.getAsBoolean() || position == limit)) {
            open = position == limit ? readAhead() : poll();
        }
        return open;
    }

    /** Waits until bytes arrive, and adds the bytes to the buffer. */
    private boolean readAhead() throws IOException {
        int count = in.read(buffer, limit, buffer.length - limit);
        return append(count);
    }

    /**
     * Waits until bytes arrive, but not longer than the polling interval. The state of the response must be polled,
     * because the end of the response does not wake the reading thread.
     */
    private boolean poll() throws IOException {
        if (limit == buffer.length) {
            if (buffer.length >= MAX_READ_AHEAD_BYTES) {
                return discard();
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        socket.setSoTimeout(POLL_MS);
        try {
            return append(in.read(buffer, limit, buffer.length - limit));
        } catch (SocketTimeoutException stillOpen) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private boolean append(int count) {
        lastReadAt = System.nanoTime();
        if (count <= 0) {
            return false;
        }
        limit += count;
        skipEmptyLines();
        return true;
    }

    /** Skips empty lines before a request. Some clients send an empty line after a body (RFC 9112, 2.2). */
    private void skipEmptyLines() {
        while (position < limit && (buffer[position] == '\r' || buffer[position] == '\n')) {
            position++;
        }
        if (position == limit) {
            position = 0;
            limit = 0;
        }
    }

    private void compact() {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
    }

    /** Reads and discards all bytes until the end of the connection. @return always {@code false} */
    private boolean discard() throws IOException {
        overflowed = true;
        byte[] discarded = new byte[BUFFER_BYTES];
        while (in.read(discarded) >= 0) {
            // The loop ends if the client disconnects, or if the connection is closed after the response.
        }
        return false;
    }

    /**
     * Reads and discards, for a limited time, the data that the client is still sending. If the connection were closed
     * immediately, the client might not receive the response.
     */
    void drain(long timeoutMs) throws IOException {
        long end = System.nanoTime() + timeoutMs * 1_000_000;
        byte[] discarded = new byte[16 * 1024];
        for (long remainingMs = timeoutMs; remainingMs > 0; remainingMs = (end - System.nanoTime()) / 1_000_000) {
            socket.setSoTimeout((int) remainingMs);
            try {
                if (in.read(discarded) < 0) {
                    return;
                }
            } catch (SocketTimeoutException timedOut) {
                return;
            }
        }
    }
}
