package dev.openllm.server.gateway.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the tasks that generate responses. Up to {@link #MAX_PLATFORM_THREADS} tasks run on platform threads, which are reused. Any
 * additional tasks run on virtual threads. Waking a virtual thread that waits for a provider takes two steps, one by
 * the thread that polls the socket and one by the carrier thread, and each step takes longer than processing a chunk.
 * Waking a platform thread takes only one step. If many responses are being generated, however, the processors are
 * already active, so threads wake faster, and virtual threads require fewer resources than platform threads.
 */
final class ResponseExecutor {

    static final int MAX_PLATFORM_THREADS = 8;

    private final Executor platformExecutor = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("answer-", 1).factory());
    private final AtomicInteger activeResponses = new AtomicInteger();

    ResponseJob start(Runnable work) {
        boolean usePlatformThread = activeResponses.incrementAndGet() <= MAX_PLATFORM_THREADS;
        ResponseJob response = new ResponseJob(() -> {
            try {
                work.run();
            } finally {
                activeResponses.decrementAndGet();
            }
        });
        if (usePlatformThread) {
            platformExecutor.execute(response);
        } else {
            Thread.ofVirtual().start(response);
        }
        return response;
    }

    /** A response that is being generated. */
    static final class ResponseJob implements Runnable {

        private final Runnable work;
        private final CountDownLatch completed = new CountDownLatch(1);
        private Thread thread;
        private boolean interrupted;

        private ResponseJob(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            attach(Thread.currentThread());
            try {
                work.run();
            } finally {
                detach();
                completed.countDown();
            }
        }

        private synchronized void attach(Thread current) {
            thread = current;
            if (interrupted) {
                current.interrupt();
            }
        }

        /** Releases the thread. From then on, the thread can run another response, which must not be interrupted. */
        private synchronized void detach() {
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
            completed.await();
        }
    }
}
