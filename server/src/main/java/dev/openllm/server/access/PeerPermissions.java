package dev.openllm.server.access;

import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The permissions of connected programs to perform actions other than using models. For each permission, the user is
 * asked only once per program name.
 */
final class PeerPermissions {

    /**
     * The maximum number of changes that the user can approve at once. A user cannot be expected to review a longer
     * list.
     */
    private static final int MAX_CHANGES = 20;

    private final AccessDecisions decisions;
    private final ConsentQuestion question;
    private final PendingQuestions<Boolean> questions = new PendingQuestions<>();
    private final PendingQuestions<Boolean> approvals = new PendingQuestions<>();

    PeerPermissions(AccessDecisions decisions, ConsentQuestion question) {
        this.decisions = decisions;
        this.question = question;
    }

    void require(String peer, PeerPermission permission) {
        boolean allowed = decisions
                .allowed(peer, permission)
                .or(() -> ask(peer, permission))
                .orElseThrow(() -> permissionDenied(
                        UserText.of(
                                "The permission request from {0} was not answered: {1}.", peer, describe(permission)),
                        UserText.of("Try again, and then answer the question in VS Code.")));
        if (!allowed) {
            throw permissionDenied(
                    UserText.of("You did not grant {0} this permission: {1}.", peer, describe(permission)),
                    AccessDecisions.revokeHint(peer));
        }
    }

    void requireApproval(String peer, List<UserText> changes) {
        if (changes.size() > MAX_CHANGES) {
            throw permissionDenied(
                    UserText.of(
                            "In a single request, {0} cannot make more than {1} changes that affect where data is "
                                    + "sent.",
                            peer, MAX_CHANGES),
                    UserText.of("Make the changes in several steps."));
        }
        UserText description = changes.size() == 1
                ? changes.getFirst()
                : UserText.of("{0}; further changes: {1}", changes.getFirst(), changes.size() - 1);
        if (!question.canAsk()) {
            throw permissionDenied(
                    UserText.of(
                            "{0} needs your approval to change where data is sent, and this server cannot ask for "
                                    + "it: {1}.",
                            peer, description),
                    UserText.of("Make the change yourself with the `open-llm` command, or connect to the server of an "
                            + "open VS Code window so that VS Code can ask for your approval."));
        }
        boolean approved = approvals
                .ask(peer + "\n" + changes, () -> question.askPermission(AskPermissionParams.ofChanges(peer, changes)))
                .orElseThrow(() -> permissionDenied(
                        UserText.of(
                                "The request from {0} to make this change was not answered: {1}.", peer, description),
                        UserText.of("Try again, and then answer the question in VS Code.")));
        if (!approved) {
            throw permissionDenied(
                    UserText.of("You did not allow {0} to make this change: {1}.", peer, description),
                    UserText.of("Nothing was written."));
        }
    }

    private Optional<Boolean> ask(String peer, PeerPermission permission) {
        if (!question.canAsk()) {
            throw permissionDenied(
                    UserText.of(
                            "{0} does not have this permission yet, and this server cannot ask for it: {1}.",
                            peer, describe(permission)),
                    UserText.of("Connect to the server of an open VS Code window so that VS Code can ask for your "
                            + "permission, or use the `open-llm` command."));
        }
        return questions.ask(peer + "\n" + permission, () -> {
            // Another request might have received a decision after the check and before this question is asked.
            Optional<Boolean> existing = decisions.allowed(peer, permission);
            return existing.isPresent() ? existing : askAndRemember(peer, permission);
        });
    }

    private Optional<Boolean> askAndRemember(String peer, PeerPermission permission) {
        Optional<Boolean> reply = question.askPermission(new AskPermissionParams(peer, permission));
        reply.ifPresent(allowed -> decisions.remember(new AccessRule(
                peer,
                Optional.empty(),
                allowed,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Optional.of(permission))));
        return reply;
    }

    private static UserText describe(PeerPermission permission) {
        return switch (permission) {
            case CONFIGURATION -> UserText.of("read and change your configuration");
            case TOOLS -> UserText.of("call your editor's tools");
            case DESTINATIONS -> UserText.of("change where your data is sent");
        };
    }

    private static OpenLlmException permissionDenied(UserText message, UserText hint) {
        return new OpenLlmException(ErrorKind.PERMISSION, message, hint);
    }
}
