package dev.openllm.server.access;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The questions that the user has not answered yet. For each subject, at most one question is open, regardless of how
 * many requests are waiting for the reply.
 */
final class PendingQuestions<A> {

    private final ConcurrentHashMap<String, CompletableFuture<Optional<A>>> openQuestions = new ConcurrentHashMap<>();

    /**
     * Waits for the reply to the question about a subject. If no question about the subject is open, asks the question.
     *
     * @throws OpenLlmException of kind {@code cancelled} if the waiting request is canceled; the question remains open
     */
    Optional<A> ask(String subject, Supplier<Optional<A>> question) {
        return await(askOnce(subject, question));
    }

    /**
     * Waits in the same way as {@link #ask(String, Supplier)}, but with a time limit. The question remains open after
     * the time limit, and the next caller waits for the reply to the same question.
     *
     * @throws OpenLlmException the exception supplied by {@code onTimeout}, if there is no reply in time
     */
    Optional<A> ask(
            String subject, Supplier<Optional<A>> question, Duration limit, Supplier<OpenLlmException> onTimeout) {
        CompletableFuture<Optional<A>> shared = askOnce(subject, question);
        // Set the time limit on a copy of the future: a time limit on the original would end the question for other
        // callers as well.
        CompletableFuture<Optional<A>> timed = shared.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return await(timed);
        } catch (IllegalStateException failed) {
            if (failed.getCause() instanceof TimeoutException) {
                throw onTimeout.get();
            }
            throw failed;
        }
    }

    private CompletableFuture<Optional<A>> askOnce(String subject, Supplier<Optional<A>> question) {
        CompletableFuture<Optional<A>> created = new CompletableFuture<>();
        CompletableFuture<Optional<A>> existing = openQuestions.putIfAbsent(subject, created);
        if (existing == null) {
            // Ask on a separate thread, because the request can be canceled while the question is open.
            Thread.startVirtualThread(() -> completeQuestion(subject, created, question));
        }
        return existing == null ? created : existing;
    }

    private void completeQuestion(
            String subject, CompletableFuture<Optional<A>> future, Supplier<Optional<A>> question) {
        try {
            Optional<A> reply = question.get();
            openQuestions.remove(subject, future);
            future.complete(reply);
        } catch (RuntimeException failed) {
            openQuestions.remove(subject, future);
            future.completeExceptionally(failed);
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OpenLlmException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
