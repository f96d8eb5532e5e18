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

    private final ConcurrentHashMap<String, CompletableFuture<Optional<A>>> open = new ConcurrentHashMap<>();

    /**
     * Waits for the reply to the question about a subject. If no question about the subject is open, asks the question.
     *
     * @throws OpenLlmException of kind {@code cancelled} if the waiting request is canceled; the question remains open
     */
    Optional<A> ask(String matter, Supplier<Optional<A>> question) {
        return await(answer(matter, question));
    }

    /**
     * Waits in the same way as {@link #ask(String, Supplier)}, but with a time limit. The question remains open after
     * the time limit, and the next caller waits for the reply to the same question.
     *
     * @throws OpenLlmException the exception supplied by {@code late}, if there is no reply in time
     */
    Optional<A> ask(String matter, Supplier<Optional<A>> question, Duration limit, Supplier<OpenLlmException> late) {
        CompletableFuture<Optional<A>> answer = answer(matter, question);
        // Set the time limit on a copy of the future: a time limit on the original would end the question for other
        // callers as well.
        CompletableFuture<Optional<A>> mine = answer.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return await(mine);
        } catch (IllegalStateException failed) {
            if (failed.getCause() instanceof TimeoutException) {
                throw late.get();
            }
            throw failed;
        }
    }

    private CompletableFuture<Optional<A>> answer(String matter, Supplier<Optional<A>> question) {
        CompletableFuture<Optional<A>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<A>> running = open.putIfAbsent(matter, mine);
        if (running == null) {
            // Ask on a separate thread, because the request can be canceled while the question is open.
            Thread.startVirtualThread(() -> settle(matter, mine, question));
        }
        return running == null ? mine : running;
    }

    private void settle(String matter, CompletableFuture<Optional<A>> answered, Supplier<Optional<A>> question) {
        try {
            Optional<A> answer = question.get();
            open.remove(matter, answered);
            answered.complete(answer);
        } catch (RuntimeException failed) {
            open.remove(matter, answered);
            answered.completeExceptionally(failed);
        }
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OpenLlmException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
