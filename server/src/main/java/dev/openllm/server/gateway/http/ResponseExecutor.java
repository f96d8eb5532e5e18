package dev.openllm.server.gateway.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs responses. A virtual thread that waits for a provider is woken in two steps, by the thread that polls its socket
 * and by its carrier, and each step costs more than everything that is then done with a chunk; a platform thread is
 * woken in one. So while few responses run at once they use platform threads, which are reused. If there are more, the
 * processors are awake anyway, and virtual threads cost less.
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

    /** A running response. */
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

        /** From here on the thread may run another response, which an interrupt is not meant for. */
        private synchronized void ends() {
            thread = null;
        }

        synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** Waits for the end of the work. */
        void join() throws InterruptedException {
            end.await();
        }
    }
}
