package dev.openllm.server.http.cleartext;

import dev.openllm.server.http.BodyTiming;
import dev.openllm.server.http.Failures;
import dev.openllm.server.http.Target;
import dev.openllm.server.http.TimeLimits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The body of a response, which is read as it arrives. After the end of the body, the connection can be reused for the
 * next request.
 */
final class CleartextBody extends InputStream {

    private static final int MAX_DRAIN_BYTES = 16 * 1024;

    private final CleartextConnection connection;
    private final IdleConnections idleConnections;
    private final CleartextHead.Framing framing;
    private final Target target;
    private final TimeLimits limits;
    private final BodyTiming timing;
    /**
     * The number of bytes left in the current chunk, or in the entire body if the body is not chunked. This field is
     * not used if the body ends when the connection closes.
     */
    private long remaining;

    private boolean afterChunk;
    private boolean ended;
    private boolean closed;

    /** @param sent the value of {@link System#nanoTime} when the request was sent */
    CleartextBody(
            CleartextConnection connection,
            IdleConnections idleConnections,
            CleartextHead.Framing framing,
            Target target,
            TimeLimits limits,
            long sent) {
        this.connection = connection;
        this.idleConnections = idleConnections;
        this.framing = framing;
        this.target = target;
        this.limits = limits;
        this.timing = new BodyTiming(limits, sent);
        this.remaining = Math.max(framing.length(), 0);
        if (framing.length() == 0) {
            finish();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("The answer was closed.");
        }
        if (length == 0 || ended) {
            return ended ? -1 : 0;
        }
        Duration limit = timing.limit();
        try {
            int count = readNext(bytes, offset, length, System.nanoTime() + limit.toNanos());
            timing.recordArrival();
            return count;
        } catch (IOException failed) {
            abort();
            if (Thread.currentThread().isInterrupted()) {
                throw Failures.canceled();
            }
            throw failed instanceof SocketTimeoutException
                    ? Failures.silenceTimeout(target, limit)
                    : Failures.of(failed, target, limits);
        }
    }

    private int readNext(byte[] bytes, int offset, int length, long deadline) throws IOException {
        if (framing.chunked() && remaining == 0 && !beginChunk(deadline)) {
            return -1;
        }
        boolean untilClosed = framing.length() < 0 && !framing.chunked();
        int maxLength = untilClosed ? length : (int) Math.min(length, remaining);
        int count = connection.read(bytes, offset, maxLength, deadline);
        if (count < 0) {
            if (!untilClosed) {
                throw new EOFException("The connection ended before the response was complete.");
            }
            finish();
            return -1;
        }
        remaining -= count;
        if (remaining == 0 && !framing.chunked() && !untilClosed) {
            finish();
        }
        return count;
    }

    /** Starts reading the next chunk. @return whether there is another chunk */
    private boolean beginChunk(long deadline) throws IOException {
        long bufferedLength = connection.tryReadChunkLength(afterChunk);
        if (bufferedLength > 0) {
            afterChunk = true;
            remaining = bufferedLength;
            return true;
        }
        if (bufferedLength == 0) {
            skipTrailers(deadline);
            return false;
        }
        if (afterChunk && !connection.readLine(deadline).isEmpty()) {
            throw new IOException("A chunk is longer than its specified length.");
        }
        afterChunk = true;
        String sizeLine = connection.readLine(deadline);
        int extension = sizeLine.indexOf(';');
        remaining = parseChunkSize(
                extension < 0
                        ? sizeLine.strip()
                        : sizeLine.substring(0, extension).strip());
        if (remaining > 0) {
            return true;
        }
        skipTrailers(deadline);
        return false;
    }

    private void skipTrailers(long deadline) throws IOException {
        while (!connection.readLine(deadline).isEmpty()) {
            // trailers are ignored
        }
        finish();
    }

    private static long parseChunkSize(String hexadecimal) throws IOException {
        try {
            if (!hexadecimal.isEmpty() && hexadecimal.length() <= 15 && hexadecimal.charAt(0) != '-') {
                return Long.parseLong(hexadecimal, 16);
            }
        } catch (NumberFormatException malformed) {
            // the error is reported below
        }
        throw new IOException("A chunk has no length.");
    }

    @Override
    public int available() {
        return ended || closed ? 0 : (int) Math.min(remaining, connection.available());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (!ended && !drain()) {
                abort();
            }
        }
    }

    /**
     * Waits briefly for the rest of the body.
     *
     * @return whether the end of the body was reached, in which case the connection can be reused for the next request
     */
    private boolean drain() {
        if (!framing.keepsConnection() || remaining > MAX_DRAIN_BYTES) {
            return false;
        }
        long deadline = BodyTiming.drainDeadline();
        byte[] buffer = new byte[MAX_DRAIN_BYTES];
        try {
            for (int drained = 0; !ended && drained < MAX_DRAIN_BYTES; ) {
                drained += Math.max(readNext(buffer, 0, buffer.length, deadline), 0);
            }
        } catch (IOException notNow) {
            return false;
        }
        return ended;
    }

    private void finish() {
        ended = true;
        if (framing.keepsConnection()) {
            idleConnections.release(connection);
        } else {
            connection.close();
        }
    }

    private void abort() {
        ended = true;
        connection.close();
    }
}
