package dev.openllm.server.rpc;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The running requests of one client. */
final class RunningRequests {

    /** The maximum number of running requests. Additional requests are rejected. */
    private static final int MAX_REQUESTS = 1000;

    private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();

    <T> CompletableFuture<T> start(String name, RunningRequest.Work<T> work) {
        if (running.size() >= MAX_REQUESTS) {
            return CompletableFuture.failedFuture(new OpenLlmException(
                    ErrorKind.RATE_LIMITED,
                    UserText.of("The limit of {0} concurrent requests has been reached.", MAX_REQUESTS),
                    UserText.of("Wait until a request finishes, and then try again.")));
        }
        RunningRequest<T> request = RunningRequest.start(name, work);
        running.add(request);
        request.whenComplete((result, failure) -> running.remove(request));
        return request;
    }

    /** Waits until all requests that are currently running have ended. */
    void awaitPresent() {
        running.forEach(request -> request.handle((result, failure) -> failure).join());
    }

    boolean isBusy() {
        return !running.isEmpty();
    }

    void cancel() {
        running.forEach(request -> request.cancel(true));
    }
}
