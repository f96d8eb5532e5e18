package dev.openllm.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response, which is read as it arrives. The reading thread enforces the time limits itself. At most
 * {@link #WINDOW} chunks are queued. While the queue is full, no more data is read from the connection.
 */
public final class Body extends InputStream implements BodySubscriber<Body> {

    private static final int WINDOW = 16;
    private static final List<ByteBuffer> END = List.of();

    private final Target target;
    private final TimeLimits limits;
    private final BodyTiming timing;
    private final BlockingQueue<List<ByteBuffer>> chunks = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private volatile Throwable failure;

    // These fields are used only by the reading thread.
    private List<ByteBuffer> chunk = END;
    private int index;
    private boolean ended;
    private boolean closed;

    public Body(Target target, TimeLimits limits) {
        this.target = target;
        this.limits = limits;
        this.timing = new BodyTiming(limits, System.nanoTime());
    }

    @Override
    public CompletionStage<Body> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription.complete(newSubscription);
        newSubscription.request(WINDOW);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (!buffers.isEmpty()) {
            chunks.add(buffers);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        chunks.add(END);
    }

    @Override
    public void onComplete() {
        chunks.add(END);
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
        if (length == 0) {
            return 0;
        }
        ByteBuffer next = current();
        if (next == null) {
            return -1;
        }
        int count = Math.min(length, next.remaining());
        next.get(bytes, offset, count);
        return count;
    }

    /** Returns the buffer to read from, or {@code null} at the end of the body. */
    private ByteBuffer current() {
        while (!ended) {
            if (index < chunk.size()) {
                ByteBuffer buffer = chunk.get(index);
                if (buffer.hasRemaining()) {
                    return buffer;
                }
                index++;
            } else {
                advance();
            }
        }
        return null;
    }

    private void advance() {
        if (timing.hasStarted()) {
            subscription.join().request(1);
        }
        List<ByteBuffer> next = awaitChunk();
        timing.recordArrival();
        if (next == END) {
            ended = true;
            if (failure != null) {
                throw Failures.of(failure, target, limits);
            }
        }
        chunk = next;
        index = 0;
    }

    private List<ByteBuffer> awaitChunk() {
        Duration limit = timing.limit();
        try {
            List<ByteBuffer> next = chunks.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (next != null) {
                return next;
            }
        } catch (InterruptedException canceled) {
            abort();
            Thread.currentThread().interrupt();
            throw Failures.canceled();
        }
        abort();
        throw Failures.silenceTimeout(target, limit);
    }

    @Override
    public int available() {
        return index < chunk.size() ? chunk.get(index).remaining() : 0;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!ended && !drain()) {
            abort();
        }
    }

    /**
     * Waits briefly for the rest of the body.
     *
     * @return whether the end of the body was reached, in which case the connection can be reused for the next request
     */
    private boolean drain() {
        long deadline = BodyTiming.drainDeadline();
        try {
            for (int drained = 0; drained < WINDOW; drained++) {
                List<ByteBuffer> next = chunks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null || next == END) {
                    return next == END;
                }
            }
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void abort() {
        ended = true;
        subscription.thenAccept(Subscription::cancel);
    }
}
