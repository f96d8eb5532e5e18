package dev.openllm.server.chat.queue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.retry.Cancelled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Limits the number of concurrent requests to a provider ({@code max_parallel}). Additional requests wait in order of
 * arrival, regardless of the client that sent them. Each process has its own queues. Instances are thread-safe.
 */
public final class ProviderQueues {

    private static final Duration NOTICE_INTERVAL = Duration.ofSeconds(10);

    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    /** Permission to send a request. Closing the permission admits the next request. */
    public interface Permit extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Waits until the request can be sent.
     *
     * @param provider the configured name of the provider
     * @param displayName the provider's name shown to the user
     * @param limit the maximum number of concurrent requests, or empty for no limit
     * @param notice the consumer that receives messages for the user, on the calling thread, while the request is
     *     waiting
     * @throws OpenLlmException of kind {@code cancelled} if the thread is interrupted while waiting
     */
    public Permit take(String provider, String displayName, OptionalInt limit, Consumer<UserText> notice) {
        if (limit.isEmpty() && !queues.containsKey(provider)) {
            return () -> {};
        }
        Queue queue = queues.computeIfAbsent(provider, name -> new Queue());
        Waiting request = queue.enter(limit.orElse(Integer.MAX_VALUE));
        boolean admitted = false;
        try {
            queue.await(request, displayName, notice);
            admitted = true;
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(Cancelled.info());
        } finally {
            if (!admitted) {
                queue.leave(request);
            }
        }
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                queue.leave(request);
            }
        };
    }

    private static final class Waiting {

        private final CountDownLatch admission = new CountDownLatch(1);
    }

    /** The queue for one provider. */
    private static final class Queue {

        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int limit;
        private int running;

        /**
         * Adds a request to the queue and admits the request if the limit allows it.
         *
         * @param newLimit the limit on concurrent requests in the current configuration, which might have changed since
         *     the last request
         */
        synchronized Waiting enter(int newLimit) {
            limit = newLimit;
            Waiting request = new Waiting();
            waiting.addLast(request);
            admit();
            return request;
        }

        private void admit() {
            while (running < limit && !waiting.isEmpty()) {
                running++;
                waiting.removeFirst().admission.countDown();
            }
        }

        /** Removes a request that has ended or was canceled while waiting, and admits the next request. */
        synchronized void leave(Waiting request) {
            if (!waiting.remove(request)) {
                running--;
            }
            admit();
        }

        private synchronized UserText position(Waiting request, String displayName) {
            long ahead = waiting.stream().takeWhile(other -> other != request).count();
            if (ahead == 0) {
                return UserText.of("Waiting for {0} (max_parallel: {1}). This request is next.", displayName, limit);
            }
            return UserText.of(
                    "Waiting for {0} (max_parallel: {1}). Requests ahead of this one: {2}.", displayName, limit, ahead);
        }

        void await(Waiting request, String displayName, Consumer<UserText> notice) throws InterruptedException {
            boolean admitted = request.admission.await(0, TimeUnit.MILLISECONDS);
            UserText last = UserText.none();
            while (!admitted) {
                UserText position = position(request, displayName);
                if (!position.equals(last)) {
                    notice.accept(position);
                    last = position;
                }
                admitted = request.admission.await(NOTICE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
