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

    private static final int LONGEST_REST = 16 * 1024;

    private final CleartextConnection connection;
    private final IdleConnections idle;
    private final CleartextHead.Framing framing;
    private final Target target;
    private final TimeLimits limits;
    private final BodyTiming timing;
    /**
     * The number of bytes left in the current chunk, or in the entire body if the body is not chunked. This field is
     * not used if the body ends when the connection closes.
     */
    private long left;

    private boolean insideChunks;
    private boolean ended;
    private boolean closed;

    /** @param sent the value of {@link System#nanoTime} when the request was sent */
    CleartextBody(
            CleartextConnection connection,
            IdleConnections idle,
            CleartextHead.Framing framing,
            Target target,
            TimeLimits limits,
            long sent) {
        this.connection = connection;
        this.idle = idle;
        this.framing = framing;
        this.target = target;
        this.limits = limits;
        this.timing = new BodyTiming(limits, sent);
        this.left = Math.max(framing.length(), 0);
        if (framing.length() == 0) {
            end();
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
            int count = next(bytes, offset, length, System.nanoTime() + limit.toNanos());
            timing.arrived();
            return count;
        } catch (IOException failed) {
            abort();
            if (Thread.currentThread().isInterrupted()) {
                throw Failures.cancelled();
            }
            throw failed instanceof SocketTimeoutException
                    ? Failures.silent(target, limit)
                    : Failures.of(failed, target, limits);
        }
    }

    private int next(byte[] bytes, int offset, int length, long deadline) throws IOException {
        if (framing.chunked() && left == 0 && !beginChunk(deadline)) {
            return -1;
        }
        boolean untilClosed = framing.length() < 0 && !framing.chunked();
        int wanted = untilClosed ? length : (int) Math.min(length, left);
        int count = connection.read(bytes, offset, wanted, deadline);
        if (count < 0) {
            if (!untilClosed) {
                throw new EOFException("The connection ended before the response was complete.");
            }
            end();
            return -1;
        }
        left -= count;
        if (left == 0 && !framing.chunked() && !untilClosed) {
            end();
        }
        return count;
    }

    /** Starts reading the next chunk. @return whether there is another chunk */
    private boolean beginChunk(long deadline) throws IOException {
        long known = connection.chunkLength(insideChunks);
        if (known > 0) {
            insideChunks = true;
            left = known;
            return true;
        }
        if (known == 0) {
            endOfChunks(deadline);
            return false;
        }
        if (insideChunks && !connection.line(deadline).isEmpty()) {
            throw new IOException("A chunk is longer than its specified length.");
        }
        insideChunks = true;
        String size = connection.line(deadline);
        int extension = size.indexOf(';');
        left = size(extension < 0 ? size.strip() : size.substring(0, extension).strip());
        if (left > 0) {
            return true;
        }
        endOfChunks(deadline);
        return false;
    }

    private void endOfChunks(long deadline) throws IOException {
        while (!connection.line(deadline).isEmpty()) {
            // trailers are ignored
        }
        end();
    }

    private static long size(String hexadecimal) throws IOException {
        try {
            if (!hexadecimal.isEmpty() && hexadecimal.length() <= 15 && hexadecimal.charAt(0) != '-') {
                return Long.parseLong(hexadecimal, 16);
            }
        } catch (NumberFormatException senseless) {
            // the error is reported below
        }
        throw new IOException("A chunk has no length.");
    }

    @Override
    public int available() {
        return ended || closed ? 0 : (int) Math.min(left, connection.available());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (!ended && !endsNow()) {
                abort();
            }
        }
    }

    /**
     * Waits briefly for the rest of the body.
     *
     * @return whether the end of the body was reached, in which case the connection can be reused for the next request
     */
    private boolean endsNow() {
        if (!framing.keepsConnection() || left > LONGEST_REST) {
            return false;
        }
        long deadline = BodyTiming.drainDeadline();
        byte[] rest = new byte[LONGEST_REST];
        try {
            for (int drained = 0; !ended && drained < LONGEST_REST; ) {
                drained += Math.max(next(rest, 0, rest.length, deadline), 0);
            }
        } catch (IOException notNow) {
            return false;
        }
        return ended;
    }

    private void end() {
        ended = true;
        if (framing.keepsConnection()) {
            idle.keep(connection);
        } else {
            connection.close();
        }
    }

    private void abort() {
        ended = true;
        connection.close();
    }
}
