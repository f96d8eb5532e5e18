package dev.openllm.server.rpc.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The TCP connection of a WebSocket. Java-WebSocket does not close connections whose handshake it rejects, does not
 * reply if the client sends anything other than a handshake, and queues an unlimited amount of data for a peer that
 * does not read. This class prevents all three problems.
 */
final class PeerChannel implements ByteChannel {

    private static final int MAX_HANDSHAKE_BYTES = 16 * 1024;
    private static final byte[] SWITCHING_PROTOCOLS = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HANDSHAKE_START = "GET ".getBytes(StandardCharsets.US_ASCII);

    /** The maximum size, in bytes, of the header of a frame that the server sends. */
    private static final int FRAME_HEADER_BYTES = 10;

    private final SocketChannel socket;
    private final Runnable onClose;
    private final long opened = System.nanoTime();
    private int handshakeBytes;
    private boolean accepted;
    private volatile Refusal refusal = Refusal.NOT_FOUND;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private long unread;
    private boolean closed;

    /** @param onClose a callback that is called once, when either side closes the connection */
    PeerChannel(SocketChannel socket, Runnable onClose) {
        this.socket = socket;
        this.onClose = onClose;
    }

    /** The reason why a connection was rejected. */
    enum Refusal {
        NOT_FOUND("404 Not Found"),
        NO_TOKEN("401 Unauthorized"),
        FORBIDDEN("403 Forbidden"),
        FULL("503 Service Unavailable");

        private final byte[] response;

        Refusal(String status) {
            this.response = ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Sets the reply to a rejected handshake. */
    void refuse(Refusal reason) {
        refusal = reason;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - opened);
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        int count = socket.read(buffer);
        if (count > 0 && !accepted) {
            checkHandshake(buffer, start, count);
        }
        if (count < 0) {
            close();
        }
        return count;
    }

    private void checkHandshake(ByteBuffer bytes, int start, int count) throws IOException {
        for (int i = 0; i < count && handshakeBytes + i < HANDSHAKE_START.length; i++) {
            if (bytes.get(start + i) != HANDSHAKE_START[handshakeBytes + i]) {
                respondAndClose(Refusal.NOT_FOUND);
            }
        }
        handshakeBytes += count;
        if (handshakeBytes > MAX_HANDSHAKE_BYTES) {
            respondAndClose(Refusal.FORBIDDEN);
        }
    }

    private void respondAndClose(Refusal reason) throws IOException {
        socket.write(ByteBuffer.wrap(reason.response));
        close();
        throw new IOException("refused");
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (!accepted) {
            accepted = startsWith(bytes, SWITCHING_PROTOCOLS);
            if (!accepted) {
                respondAndClose(refusal);
            }
        }
        int count = socket.write(bytes);
        if (count > 0) {
            lock.lock();
            try {
                unread = Math.max(0, unread - count);
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
        return count;
    }

    private static boolean startsWith(ByteBuffer bytes, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (bytes.remaining() <= i || bytes.get(bytes.position() + i) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until the peer has read enough data for another message to be queued.
     *
     * @return whether the message can be queued; false if the peer did not read enough data in time or has disconnected
     */
    boolean awaitCapacity(int messageBytes, PeerLimits limits) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && unread > limits.unreadBytes()) {
                if (!progress.await(limits.unread().toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            unread += messageBytes + FRAME_HEADER_BYTES;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            socket.close();
        } finally {
            onClose.run();
        }
    }
}
