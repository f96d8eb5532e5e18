package dev.openllm.server.rpc;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.secret.Redaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** A request that is being worked on, on a virtual thread of its own. Canceling it interrupts that thread. */
final class RunningRequest<T> extends CompletableFuture<T> {

    /** What a request does. May block; ends early when its thread is interrupted. */
    @FunctionalInterface
    interface Work<T> {
        T result(RunningRequest<T> request) throws Exception;
    }

    private final ReentrantLock telling = new ReentrantLock();
    private final Thread thread;

    /** Set before the lock is asked for: work that tells without a pause would never leave it to the canceller. */
    private volatile boolean cancelling;

    private RunningRequest(String name, Work<T> work) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(work));
    }

    static <T> RunningRequest<T> start(String name, Work<T> work) {
        RunningRequest<T> request = new RunningRequest<>(name, work);
        request.thread.start();
        return request;
    }

    private void run(Work<T> work) {
        try {
            complete(work.result(this));
        } catch (InterruptedException interrupted) {
            completeExceptionally(cancelled());
        } catch (OpenLlmException known) {
            completeExceptionally(new OpenLlmException(Redaction.of(known.info()), known));
        } catch (Throwable failure) {
            // Errors too: nothing may leave a request without an answer.
            completeExceptionally(failure);
        }
    }

    /**
     * Tells the client something about this request, unless the request has ended.
     *
     * @throws OpenLlmException of kind {@code cancelled} when it has
     */
    void tell(Runnable event) {
        telling.lock();
        try {
            if (cancelling || isDone()) {
                throw cancelled();
            }
            event.run();
        } finally {
            telling.unlock();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        cancelling = true;
        thread.interrupt();
        telling.lock(); // what is being told now is told before the end is
        try {
            return super.cancel(mayInterruptIfRunning);
        } finally {
            telling.unlock();
        }
    }

    private static OpenLlmException cancelled() {
        return new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
    }
}
