package dev.openllm.server.gateway.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the tasks that generate responses. Up to {@link #FEW} tasks run on platform threads, which are reused. Any
 * additional tasks run on virtual threads. Waking a virtual thread that waits for a provider takes two steps, one by
 * the thread that polls the socket and one by the carrier thread, and each step takes longer than processing a chunk.
 * Waking a platform thread takes only one step. If many responses are being generated, however, the processors are
 * already active, so threads wake faster, and virtual threads require fewer resources than platform threads.
 */
final class ResponseExecutor {

    static final int FEW = 8;

    private final Executor system = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("answer-", 1).factory());
    private final AtomicInteger inTheMaking = new AtomicInteger();

    Answering start(Runnable work) {
        boolean few = inTheMaking.incrementAndGet() <= FEW;
        Answering answering = new Answering(() -> {
            try {
                work.run();
            } finally {
                inTheMaking.decrementAndGet();
            }
        });
        if (few) {
            system.execute(answering);
        } else {
            Thread.ofVirtual().start(answering);
        }
        return answering;
    }

    /** A response that is being generated. */
    static final class Answering implements Runnable {

        private final Runnable work;
        private final CountDownLatch end = new CountDownLatch(1);
        private Thread thread;
        private boolean interrupted;

        private Answering(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            begins(Thread.currentThread());
            try {
                work.run();
            } finally {
                ends();
                end.countDown();
            }
        }

        private synchronized void begins(Thread current) {
            thread = current;
            if (interrupted) {
                current.interrupt();
            }
        }

        /** Releases the thread. From then on, the thread can run another response, which must not be interrupted. */
        private synchronized void ends() {
            thread = null;
        }

        synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** Waits until the response has ended. */
        void join() throws InterruptedException {
            end.await();
        }
    }
}
