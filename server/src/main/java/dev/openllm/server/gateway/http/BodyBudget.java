package dev.openllm.server.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** A limit on the total memory that the bodies of all current requests can use. */
final class BodyBudget {

    private final long maxBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    BodyBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Returns a budget of one quarter of the maximum heap size, because parsing a body as JSON requires several times
     * as much memory as the body itself.
     */
    static BodyBudget ofThisProcess() {
        return new BodyBudget(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4));
    }

    long maxBytes() {
        return maxBytes;
    }

    /** The share of the budget that a single request uses. Closing the share releases its memory. */
    final class Share implements AutoCloseable {

        private long bytes;

        /** Reserves memory for additional bytes. @throws HttpRejected if the remaining budget is not sufficient */
        void grow(long additionalBytes) throws HttpRejected {
            if (usedBytes.addAndGet(additionalBytes) > maxBytes) {
                usedBytes.addAndGet(-additionalBytes);
                throw new HttpRejected(503, "Too many large requests are in progress. Try again.");
            }
            bytes += additionalBytes;
        }

        @Override
        public void close() {
            usedBytes.addAndGet(-bytes);
            bytes = 0;
        }
    }

    Share share() {
        return new Share();
    }

    /** Returns the number of bytes that are currently in use. */
    long usedBytes() {
        return usedBytes.get();
    }
}
