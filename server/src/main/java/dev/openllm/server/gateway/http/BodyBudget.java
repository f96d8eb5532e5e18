package dev.openllm.server.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the memory of all request bodies together. */
final class BodyBudget {

    private final long mostBytes;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A quarter of the maximum heap: reading a body as JSON takes several times its length. */
    static BodyBudget ofThisProcess() {
        return new BodyBudget(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4));
    }

    long mostBytes() {
        return mostBytes;
    }

    /** The share of one request. Closing it releases the memory. */
    final class Share implements AutoCloseable {

        private long bytes;

        /** @throws HttpRejected when there is no room for that many more bytes */
        void grow(long more) throws HttpRejected {
            if (used.addAndGet(more) > mostBytes) {
                used.addAndGet(-more);
                throw new HttpRejected(503, "Too many large requests are in progress. Try again.");
            }
            bytes += more;
        }

        @Override
        public void close() {
            used.addAndGet(-bytes);
            bytes = 0;
        }
    }

    Share share() {
        return new Share();
    }

    /** The bytes that are in use. */
    long used() {
        return used.get();
    }
}
