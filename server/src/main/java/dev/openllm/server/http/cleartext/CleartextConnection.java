package dev.openllm.server.http.cleartext;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * A connection to a server. Only one thread uses the connection at a time; interrupting that thread closes the
 * connection. An operation that exceeds its deadline also closes the connection and fails with a {@link
 * SocketTimeoutException}.
 */
final class CleartextConnection implements AutoCloseable {

    private static final int MAX_LINE_LENGTH = 64 * 1024;
    /**
     * The maximum total size at which the head and the body of a request are sent in a single write. Above this size,
     * copying the head and the body into one array takes longer than a second write.
     */
    private static final int MAX_SINGLE_WRITE = 16 * 1024;
    /** The number of bytes at the start of a response that are needed to recognize a protocol other than HTTP/1.1. */
    private static final int PROTOCOL_PREFIX_BYTES = 8;
    /**
     * The maximum number of hexadecimal digits in the length of a chunk. This limit ensures that the length fits in an
     * {@code int}.
     */
    private static final int MAX_CHUNK_LENGTH_DIGITS = 7;

    private final SocketChannel channel;
    private final String address;
    private final byte[] buffer = new byte[4 * 1024];
    private int position;
    private int filled;
    private boolean responseStarted;

    /**
     * The deadline of the current operation, as a {@link System#nanoTime} value. The deadline applies only while the
     * thread waits for the server.
     */
    private volatile long deadline;

    private volatile boolean waiting;
    private volatile boolean overdue;

    CleartextConnection(SocketChannel channel, String address) {
        this.channel = channel;
        this.address = address;
    }

    /** Returns the address of the server as {@code host:port}. */
    String address() {
        return address;
    }

    /**
     * Sends a request.
     *
     * @param limit the time limit for sending the entire request, including waiting for the server to read it
     */
    void write(byte[] head, byte[] body, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        responseStarted = false;
        if (head.length + body.length > MAX_SINGLE_WRITE) {
            writeFully(head, end);
            writeFully(body, end);
            return;
        }
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        writeFully(request, end);
    }

    private void writeFully(byte[] content, long end) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            runUntil(end, () -> channel.write(bytes));
        }
    }

    /**
     * Reads bytes and waits until at least one byte is available.
     *
     * @param end the deadline, as a {@link System#nanoTime} value
     * @return the number of bytes that were read, or -1 if the server has closed the connection
     */
    int read(byte[] bytes, int offset, int length, long end) throws IOException {
        if (position == filled && length >= buffer.length) {
            return receive(bytes, offset, length, end);
        }
        if (!fillBuffer(end)) {
            return -1;
        }
        int count = Math.min(length, filled - position);
        System.arraycopy(buffer, position, bytes, offset, count);
        position += count;
        return count;
    }

    /**
     * Reads a line and returns it without its line ending.
     *
     * @param end the deadline, as a {@link System#nanoTime} value
     * @throws EOFException if the server closes the connection before the line is complete
     */
    String readLine(long end) throws IOException {
        ByteArrayOutputStream earlier = null;
        while (fillBuffer(end)) {
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            boolean isComplete = position < filled;
            if (isComplete && earlier == null) {
                return decode(buffer, start, position++);
            }
            earlier = earlier == null ? new ByteArrayOutputStream() : earlier;
            earlier.write(buffer, start, position - start);
            if (isComplete) {
                position++;
                return decode(earlier.toByteArray(), 0, earlier.size());
            }
            if (earlier.size() > MAX_LINE_LENGTH) {
                throw new IOException("A line of the head is longer than 64 KiB.");
            }
        }
        throw new EOFException("The connection ended.");
    }

    /**
     * Returns some of the next bytes without consuming them, or an empty array if the server has closed the connection.
     *
     * @param end the deadline, as a {@link System#nanoTime} value
     */
    byte[] peekStart(long end) throws IOException {
        return fillBuffer(end)
                ? Arrays.copyOfRange(buffer, position, Math.min(filled, position + PROTOCOL_PREFIX_BYTES))
                : new byte[0];
    }

    /**
     * Returns the length of the next chunk if the complete line that specifies the length is already in the buffer and
     * contains only hexadecimal digits.
     *
     * @param afterChunk whether the line follows another chunk
     * @return the length, or -1 if it cannot be determined, in which case nothing is consumed
     */
    long tryReadChunkLength(boolean afterChunk) {
        int at = position;
        if (afterChunk) {
            if (filled - at < 2 || buffer[at] != '\r' || buffer[at + 1] != '\n') {
                return -1;
            }
            at += 2;
        }
        int length = 0;
        int start = at;
        for (; at < filled && at - start < MAX_CHUNK_LENGTH_DIGITS; at++) {
            int digit = Character.digit(buffer[at], 16);
            if (digit < 0) {
                break;
            }
            length = length * 16 + digit;
        }
        if (at == start || filled - at < 2 || buffer[at] != '\r' || buffer[at + 1] != '\n') {
            return -1;
        }
        position = at + 2;
        return length;
    }

    private static String decode(byte[] bytes, int start, int end) {
        int last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        return new String(bytes, start, last - start, StandardCharsets.ISO_8859_1);
    }

    private boolean fillBuffer(long end) throws IOException {
        if (position < filled) {
            return true;
        }
        int count = receive(buffer, 0, buffer.length, end);
        position = 0;
        filled = Math.max(count, 0);
        return count > 0;
    }

    private int receive(byte[] bytes, int offset, int length, long end) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(bytes, offset, length);
        int count = runUntil(end, () -> channel.read(target));
        responseStarted |= count > 0;
        return count;
    }

    /** A read or write operation. */
    @FunctionalInterface
    private interface Transfer {
        int run() throws IOException;
    }

    private int runUntil(long end, Transfer transfer) throws IOException {
        deadline = end;
        waiting = true;
        try {
            return transfer.run();
        } catch (ClosedChannelException closed) {
            throw overdue ? new SocketTimeoutException("The server took too long.") : closed;
        } finally {
            waiting = false;
        }
    }

    /**
     * Closes the connection if its deadline has passed. This method is called by another thread.
     *
     * @return whether the deadline has passed
     */
    boolean closeIfOverdue(long now) {
        if (waiting && now - deadline > 0) {
            overdue = true;
            close();
        }
        return overdue;
    }

    /** Returns whether any data was received since the last request was sent. */
    boolean hasResponseStarted() {
        return responseStarted;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Returns the number of bytes that can be read without waiting. */
    int available() {
        return filled - position;
    }

    /**
     * Returns whether the connection can be used for another request. The connection cannot be used if the server has
     * closed it or has sent unsolicited data.
     */
    boolean isReady() {
        try {
            channel.configureBlocking(false);
            boolean isIdle = position == filled && channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return isIdle;
        } catch (IOException unusable) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The channel is closed even if this method throws an exception.
        }
    }
}
