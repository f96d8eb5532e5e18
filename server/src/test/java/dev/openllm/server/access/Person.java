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
    volatile boolean there = true;
    volatile CompletableFuture<Optional<ConsentAnswer>> answer = CompletableFuture.completedFuture(Optional.empty());

    Person says(ConsentAnswer said) {
        answer = CompletableFuture.completedFuture(Optional.of(said));
        return this;
    }

    @Override
    public boolean canAsk() {
        return there;
    }

    @Override
    public Optional<ConsentAnswer> ask(ConsentParams question) {
        questions.add(question);
        return answer.join();
    }

    @Override
    public Optional<Boolean> askPermission(AskPermissionParams question) {
        permissions.add(question);
        return answer.join().map(said -> said != ConsentAnswer.DENY);
    }
}
