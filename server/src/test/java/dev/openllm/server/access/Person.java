package dev.openllm.server.access;

import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A simulated user who gives prepared replies and records the questions. */
final class Person implements ConsentQuestion {

    final List<ConsentParams> questions = new CopyOnWriteArrayList<>();
    final List<AskPermissionParams> permissions = new CopyOnWriteArrayList<>();
    volatile boolean available = true;
    volatile CompletableFuture<Optional<ConsentAnswer>> reply = CompletableFuture.completedFuture(Optional.empty());

    Person replyWith(ConsentAnswer newReply) {
        reply = CompletableFuture.completedFuture(Optional.of(newReply));
        return this;
    }

    @Override
    public boolean canAsk() {
        return available;
    }

    @Override
    public Optional<ConsentAnswer> ask(ConsentParams question) {
        questions.add(question);
        return reply.join();
    }

    @Override
    public Optional<Boolean> askPermission(AskPermissionParams question) {
        permissions.add(question);
        return reply.join().map(givenReply -> givenReply != ConsentAnswer.DENY);
    }
}
