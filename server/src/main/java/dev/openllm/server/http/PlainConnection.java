package dev.openllm.server.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a server, used by one thread at a time. An interrupt of that thread closes it. Reads end with a
 * {@link SocketTimeoutException} when their time is over.
 */
final class PlainConnection implements AutoCloseable {

    private static final int LONGEST_LINE = 64 * 1024;
    /** What any socket takes at once; a server that stops reading can only hold up what is larger. */
    private static final int SURELY_TAKEN = 16 * 1024;

    private final SocketChannel channel;
    private final InputStream in;
    private final String address;
    private final byte[] buffer = new byte[8 * 1024];
    private int position;
    private int filled;

    PlainConnection(SocketChannel channel, String address) throws IOException {
        this.channel = channel;
        this.in = channel.socket().getInputStream();
        this.address = address;
    }

    /** {@code host:port} of the server. */
    String address() {
        return address;
    }

    /** Sends a request. @param limit how long a server may take to read it */
    void write(byte[] head, byte[] body, Duration limit) throws IOException {
        if (head.length + body.length <= SURELY_TAKEN) {
            byte[] all = new byte[head.length + body.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            writeFully(ByteBuffer.wrap(all));
            return;
        }
        Thread watch = Thread.ofVirtual().name("slow-server").start(() -> closeAfter(limit));
        try {
            writeFully(ByteBuffer.wrap(head));
            writeFully(ByteBuffer.wrap(body));
        } catch (IOException failed) {
            throw watch.isAlive() ? failed : new SocketTimeoutException("The server does not read.");
        } finally {
            watch.interrupt();
        }
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void closeAfter(Duration limit) {
        try {
            Thread.sleep(limit);
            close();
        } catch (InterruptedException written) {
            // in time
        }
    }

    /**
     * Waits for bytes and takes what is there.
     *
     * @param deadline by {@link System#nanoTime}
     * @return how many; -1 at the end of the connection
     */
    int read(byte[] bytes, int offset, int length, long deadline) throws IOException {
        if (position == filled && length >= buffer.length) {
            return receive(bytes, offset, length, deadline);
        }
        if (!await(deadline)) {
            return -1;
        }
        int count = Math.min(length, filled - position);
        System.arraycopy(buffer, position, bytes, offset, count);
        position += count;
        return count;
    }

    /** A line without its end. @throws EOFException at the end of the connection */
    String line(long deadline) throws IOException {
        ByteArrayOutputStream earlier = null;
        while (await(deadline)) {
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            boolean whole = position < filled;
            if (whole && earlier == null) {
                return text(buffer, start, position++);
            }
            earlier = earlier == null ? new ByteArrayOutputStream() : earlier;
            earlier.write(buffer, start, position - start);
            if (whole) {
                position++;
                return text(earlier.toByteArray(), 0, earlier.size());
            }
            if (earlier.size() > LONGEST_LINE) {
                throw new IOException("A line of the head is longer than 64 KiB.");
            }
        }
        throw new EOFException("The connection ended.");
    }

    private static String text(byte[] bytes, int start, int end) {
        int last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        return new String(bytes, start, last - start, StandardCharsets.ISO_8859_1);
    }

    private boolean await(long deadline) throws IOException {
        if (position < filled) {
            return true;
        }
        int count = receive(buffer, 0, buffer.length, deadline);
        position = 0;
        filled = Math.max(count, 0);
        return count > 0;
    }

    private int receive(byte[] bytes, int offset, int length, long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        channel.socket().setSoTimeout((int) Math.clamp(left, 1, Integer.MAX_VALUE));
        return in.read(bytes, offset, length);
    }

    /** How many bytes are here already. */
    int available() {
        return filled - position;
    }

    /** Whether another request can be sent: the server has neither closed the connection nor said anything unasked. */
    boolean isReady() {
        try {
            channel.configureBlocking(false);
            boolean silent = position == filled && channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return silent;
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is closed either way.
        }
    }
}
