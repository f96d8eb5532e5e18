package dev.openllm.server.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** A limit on the memory that all request bodies use together. */
final class BodyBudget {

    private final long mostBytes;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Returns a budget of a quarter of the maximum heap size, because parsing a body as JSON takes several times its
     * size.
     */
    static BodyBudget ofThisProcess() {
        return new BodyBudget(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4));
    }

    long mostBytes() {
        return mostBytes;
    }

    /** The memory that one request uses. Closing the share releases this memory. */
    final class Share implements AutoCloseable {

        private long bytes;

        /** Reserves memory for more bytes. @throws HttpRejected if the budget does not have enough memory left */
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

    /** Returns the number of bytes in use. */
    long used() {
        return used.get();
    }
}
