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

@Timeout(TestTimeouts.TEST_SECONDS)
class ResponseExecutorTest {

    private final ResponseExecutor executor = new ResponseExecutor();
    private final List<ResponseJob> busyJobs = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void endAll() throws InterruptedException {
        release.countDown();
        for (ResponseJob job : busyJobs) {
            job.join();
        }
    }

    @Test
    void aResponseUsesAPlatformThread() {
        assertFalse(responseThread().isVirtual());
    }

    @Test
    void ifManyResponsesRunTheNextOneUsesAVirtualThread() {
        for (int i = 0; i < ResponseExecutor.MAX_PLATFORM_THREADS; i++) {
            busyJobs.add(executor.start(() -> await(release)));
        }
        assertTrue(responseThread().isVirtual());
    }

    @Test
    void afterManyResponsesHaveEndedTheNextOneUsesAPlatformThreadAgain() throws InterruptedException {
        for (int i = 0; i < 2 * ResponseExecutor.MAX_PLATFORM_THREADS; i++) {
            busyJobs.add(executor.start(() -> await(release)));
        }
        endAll();
        assertFalse(responseThread().isVirtual());
    }

    @Test
    void joinWaitsForTheEnd() throws InterruptedException {
        CompletableFuture<Void> completion = new CompletableFuture<>();
        executor.start(() -> completion.complete(null)).join();
        assertTrue(completion.isDone());
    }

    @Test
    void anInterruptReachesTheTask() throws InterruptedException {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        ResponseJob job = executor.start(() -> {
            await(release);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        job.interrupt();
        job.join();
        assertTrue(interrupted.join());
    }

    @Test
    void aLateInterruptAffectsNoOtherResponse() throws InterruptedException {
        ResponseJob firstJob = executor.start(() -> {});
        firstJob.join();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        ResponseJob nextJob = executor.start(() -> {
            await(release);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        firstJob.interrupt();
        release.countDown();
        nextJob.join();
        assertFalse(interrupted.join());
    }

    private Thread responseThread() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        executor.start(() -> thread.complete(Thread.currentThread()));
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
