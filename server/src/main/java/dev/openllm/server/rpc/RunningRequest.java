package dev.openllm.server.rpc;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.secret.Redaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** A request that is running on its own virtual thread. Canceling the request interrupts this thread. */
final class RunningRequest<T> extends CompletableFuture<T> {

    /** The work that a request performs. It can block, and ends early if its thread is interrupted. */
    @FunctionalInterface
    interface Work<T> {
        T execute(RunningRequest<T> request) throws Exception;
    }

    private final ReentrantLock eventLock = new ReentrantLock();
    private final Thread thread;

    /**
     * Whether the request is being canceled. This field is set before the lock is acquired. If it were set afterward, a
     * request that reports progress continuously could prevent the canceling thread from acquiring the lock.
     */
    private volatile boolean canceling;

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
            complete(work.execute(this));
        } catch (InterruptedException interrupted) {
            completeExceptionally(canceled());
        } catch (OpenLlmException known) {
            completeExceptionally(new OpenLlmException(Redaction.redact(known.info()), known));
        } catch (Throwable failure) {
            // Errors are also caught, because every request must receive a reply.
            completeExceptionally(failure);
        }
    }

    /**
     * Reports progress of this request to the client unless the request has ended.
     *
     * @throws OpenLlmException of kind {@code cancelled} if the request has ended
     */
    void sendEvent(Runnable event) {
        eventLock.lock();
        try {
            if (canceling || isDone()) {
                throw canceled();
            }
            event.run();
        } finally {
            eventLock.unlock();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        canceling = true;
        thread.interrupt();
        eventLock.lock(); // a report that is being sent must be completed before the request ends
        try {
            return super.cancel(mayInterruptIfRunning);
        } finally {
            eventLock.unlock();
        }
    }

    private static OpenLlmException canceled() {
        return new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
    }
}
