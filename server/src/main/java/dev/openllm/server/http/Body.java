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
    private final BlockingQueue<List<ByteBuffer>> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private volatile Throwable failure;

    // These fields are used only by the reading thread.
    private List<ByteBuffer> piece = END;
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
            pieces.add(buffers);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        pieces.add(END);
    }

    @Override
    public void onComplete() {
        pieces.add(END);
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
            if (index < piece.size()) {
                ByteBuffer buffer = piece.get(index);
                if (buffer.hasRemaining()) {
                    return buffer;
                }
                index++;
            } else {
                take();
            }
        }
        return null;
    }

    private void take() {
        if (timing.begun()) {
            subscription.join().request(1);
        }
        List<ByteBuffer> next = await();
        timing.arrived();
        if (next == END) {
            ended = true;
            if (failure != null) {
                throw Failures.of(failure, target, limits);
            }
        }
        piece = next;
        index = 0;
    }

    private List<ByteBuffer> await() {
        Duration limit = timing.limit();
        try {
            List<ByteBuffer> next = pieces.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (next != null) {
                return next;
            }
        } catch (InterruptedException cancelled) {
            abort();
            Thread.currentThread().interrupt();
            throw Failures.cancelled();
        }
        abort();
        throw Failures.silent(target, limit);
    }

    @Override
    public int available() {
        return index < piece.size() ? piece.get(index).remaining() : 0;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!ended && !endsNow()) {
            abort();
        }
    }

    /**
     * Waits briefly for the rest of the body.
     *
     * @return whether the end of the body was reached, in which case the connection can be reused for the next request
     */
    private boolean endsNow() {
        long deadline = BodyTiming.drainDeadline();
        try {
            for (int drained = 0; drained < WINDOW; drained++) {
                List<ByteBuffer> next = pieces.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null || next == END) {
                    return next == END;
                }
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void abort() {
        ended = true;
        subscription.thenAccept(Subscription::cancel);
    }
}
