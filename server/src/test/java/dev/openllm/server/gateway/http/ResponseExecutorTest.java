package dev.openllm.server.gateway.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.gateway.http.ResponseExecutor.ResponseJob;
import dev.openllm.server.testing.TestTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.OF_A_TEST)
class ResponseExecutorTest {

    private final ResponseExecutor threads = new ResponseExecutor();
    private final List<ResponseJob> busy = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endAll() throws InterruptedException {
        end.countDown();
        for (ResponseJob answering : busy) {
            answering.join();
        }
    }

    @Test
    void aResponseUsesAPlatformThread() {
        assertFalse(threadOfAnAnswer().isVirtual());
    }

    @Test
    void ifManyResponsesRunTheNextOneUsesAVirtualThread() {
        for (int i = 0; i < ResponseExecutor.MAX_PLATFORM_THREADS; i++) {
            busy.add(threads.start(() -> await(end)));
        }
        assertTrue(threadOfAnAnswer().isVirtual());
    }

    @Test
    void afterManyResponsesHaveEndedTheNextOneUsesAPlatformThreadAgain() throws InterruptedException {
        for (int i = 0; i < 2 * ResponseExecutor.MAX_PLATFORM_THREADS; i++) {
            busy.add(threads.start(() -> await(end)));
        }
        endAll();
        assertFalse(threadOfAnAnswer().isVirtual());
    }

    @Test
    void joinWaitsForTheEnd() throws InterruptedException {
        CompletableFuture<Void> worked = new CompletableFuture<>();
        threads.start(() -> worked.complete(null)).join();
        assertTrue(worked.isDone());
    }

    @Test
    void anInterruptReachesTheTask() throws InterruptedException {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        ResponseJob answering = threads.start(() -> {
            await(end);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        answering.interrupt();
        answering.join();
        assertTrue(interrupted.join());
    }

    @Test
    void aLateInterruptAffectsNoOtherResponse() throws InterruptedException {
        ResponseJob first = threads.start(() -> {});
        first.join();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        ResponseJob next = threads.start(() -> {
            await(end);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        first.interrupt();
        end.countDown();
        next.join();
        assertFalse(interrupted.join());
    }

    private Thread threadOfAnAnswer() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        threads.start(() -> thread.complete(Thread.currentThread()));
        return thread.join();
    }

    /** Waits until the latch is released or the thread is interrupted. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
