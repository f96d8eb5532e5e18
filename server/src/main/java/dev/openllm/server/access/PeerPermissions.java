package dev.openllm.server.access;

import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What programs that are connected to this server may do beside asking models: asked once, by a program's name. */
final class PeerPermissions {

    private final AccessDecisions answers;
    private final ConsentQuestion question;
    private final PendingQuestions<Boolean> questions = new PendingQuestions<>();

    PeerPermissions(AccessDecisions answers, ConsentQuestion question) {
        this.answers = answers;
        this.question = question;
    }

    void require(String peer, PeerPermission permission) {
        boolean allowed = answers.allowed(peer, permission)
                .or(() -> ask(peer, permission))
                .orElseThrow(() -> refused(
                        "Nobody answered whether " + peer + " may " + wordsFor(permission) + ".",
                        "Try again, and answer the question."));
        if (!allowed) {
            throw refused(
                    "You did not allow " + peer + " to " + wordsFor(permission) + ".",
                    AccessDecisions.howToForget(peer));
        }
    }

    private Optional<Boolean> ask(String peer, PeerPermission permission) {
        if (!question.canAsk()) {
            throw refused(
                    "Whether " + peer + " may " + wordsFor(permission)
                            + " was never answered, and nobody can be asked here.",
                    "Connect to the server of an open VS Code, where you are asked, or use the open-llm command.");
        }
        return questions.ask(peer + "\n" + permission, () -> {
            // Between the look at the answers and the turn to ask, another request may have been answered.
            Optional<Boolean> answered = answers.allowed(peer, permission);
            return answered.isPresent() ? answered : remembered(peer, permission);
        });
    }

    private Optional<Boolean> remembered(String peer, PeerPermission permission) {
        Optional<Boolean> answer = question.askPermission(new AskPermissionParams(peer, permission));
        answer.ifPresent(allowed -> answers.remember(new AccessRule(
                peer,
                Optional.empty(),
                allowed,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Optional.of(permission))));
        return answer;
    }

    private static String wordsFor(PeerPermission permission) {
        return switch (permission) {
            case CONFIGURATION -> "read and change your configuration";
            case TOOLS -> "call the tools of your editor";
        };
    }

    private static OpenLlmException refused(String message, String hint) {
        return new OpenLlmException(ErrorKind.PERMISSION, message, hint);
    }
}
