package dev.openllm.server.access;

import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.access.ListAccessResult;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.status.ConsumerUsage;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.CannotRead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Manages consent, daily limits, and the usage record for all consumers that one process serves. A consumer is an
 * extension or another program that uses models.
 */
public final class Access implements ModelAccess, AutoCloseable {

    /**
     * The maximum time that a request waits for the user to answer a consent question. The time is limited because
     * clients treat a request that hangs as a failure. The question remains open after this time.
     */
    private static final Duration CONSENT_TIMEOUT = Duration.ofSeconds(60);

    private final Supplier<Map<String, String>> settings;
    private final ConsentQuestion question;
    private final Duration consentTimeout;
    private final AccessDecisions decisions;
    private final AccessRules rules;
    private final UsageFiles files;
    private final AuditLog audit;
    private final UsageToday today;
    private final SessionUsage session = new SessionUsage();
    private final PendingQuestions<ConsentAnswer> questions = new PendingQuestions<>();
    private final PeerPermissions permissions;

    /**
     * @param userFolder the user's configuration folder, which contains the decisions and the usage record
     * @param settings the current settings, keyed by path, such as {@code access.default}
     */
    public Access(Path userFolder, Supplier<Map<String, String>> settings, ConsentQuestion question) {
        this(userFolder, settings, question, AuditLog.MAX_BYTES, CONSENT_TIMEOUT);
    }

    Access(
            Path userFolder,
            Supplier<Map<String, String>> settings,
            ConsentQuestion question,
            int maxAuditBytes,
            Duration consentTimeout) {
        this.consentTimeout = consentTimeout;
        this.settings = settings;
        this.question = question;
        this.decisions = new AccessDecisions(userFolder);
        this.rules = new AccessRules(decisions, settings);
        this.permissions = new PeerPermissions(decisions, question);
        this.files = UsageFiles.of(userFolder);
        this.today = new UsageToday(files);
        this.audit = new AuditLog(files, today, maxAuditBytes);
    }

    @Override
    public void require(String consumer, RequestedModel model) {
        Decision decision = rules.decide(consumer, model);
        while (decision == Decision.ASK) {
            decision = requestConsent(consumer, model);
        }
        if (decision != Decision.ALLOWED) {
            throw denied(consumer, model.id(), decision);
        }
        DayLimits.of(settings.get()).require(consumer, () -> today.of(consumer));
    }

    /**
     * Checks whether a connected program may perform an action other than using models. Asks the user if there is no
     * decision yet, and returns normally if the action is allowed.
     *
     * @param peer the name of the program
     * @throws OpenLlmException of kind {@code permission} if the action is not allowed
     */
    public void requirePermission(String peer, PeerPermission permission) {
        permissions.require(peer, permission);
    }

    /**
     * Asks the user whether a connected program may change where data is sent, and returns normally if the user agrees.
     * The user is asked each time.
     *
     * @param changes the description of each change
     * @throws OpenLlmException of kind {@code permission} if the changes are not allowed
     */
    public void requireApproval(String peer, List<UserText> changes) {
        permissions.requireApproval(peer, changes);
    }

    @Override
    public void recordUse(ModelUse use) {
        session.add(use);
        if ("false".equals(settings.get().get("access.audit"))) {
            today.unrecorded(use);
        } else {
            audit.append(use);
        }
    }

    /** Returns the consumers that have used models since this process started, most recent first. */
    public List<ConsumerUsage> session() {
        return session.all();
    }

    /** Returns the stored access decisions, and the usage for the specified number of days, including today. */
    public ListAccessResult list(int days) {
        LocalDate firstDay = LocalDate.now().minusDays(Math.max(days, 1) - 1L);
        try {
            UsageFiles.Recorded recorded = files.since(firstDay);
            return new ListAccessResult(
                    decisions.all(),
                    UsageTable.of(recorded.uses()),
                    recorded.damagedLines() == 0 ? OptionalInt.empty() : OptionalInt.of(recorded.damagedLines()));
        } catch (IOException unreadable) {
            throw new OpenLlmException(
                    ErrorInfo.of(
                                    ErrorKind.CONFIG,
                                    UserText.of(
                                            "Your access decisions and usage cannot be shown because {0}.",
                                            CannotRead.reason(unreadable)))
                            .withHint(UserText.of(
                                    "Make sure that the usage record is a regular file that you can read, or move it"
                                            + " to another folder.")),
                    unreadable);
        }
    }

    /**
     * Removes access decisions.
     *
     * @throws OpenLlmException if there are no decisions to remove or the removal cannot be saved
     */
    public ListAccessResult revoke(String consumer, Optional<String> model) {
        boolean exists = decisions.all().stream()
                .anyMatch(rule -> rule.consumer().equals(consumer)
                        && (model.isEmpty() || rule.model().equals(model)));
        if (!exists) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    model.map(id -> UserText.of(
                                    "No access decision is recorded for the use of {1} by {0}.", consumer, id))
                            .orElse(UserText.of("No access decision is recorded for {0}.", consumer)),
                    UserText.of("Run `open-llm access list` to see all decisions.")
                            .inVsCode("To review all access decisions, run the \"Open LLM: Manage Model Access\""
                                    + " command."));
        }
        decisions.forget(consumer, model);
        return list(1);
    }

    @Override
    public void close() {
        audit.close();
    }

    /**
     * Asks the user for consent and returns the decision that results from the reply. Concurrent requests from the same
     * consumer share one question. The reply to this question might not decide all of these requests, for example if
     * they are for different models. In this case, the returned decision is {@code ASK}.
     */
    private Decision requestConsent(String consumer, RequestedModel model) {
        if (!question.canAsk()) {
            throw consentUnavailable(consumer, model.id());
        }
        Optional<ConsentAnswer> reply = questions.ask(
                consumer, () -> ask(consumer, model), consentTimeout, () -> consentPending(consumer, model.id()));
        if (reply.isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.PERMISSION,
                    UserText.of(
                            "The request from {0} for permission to use {1} was not answered.", consumer, model.id()),
                    UserText.of("Try again, and then answer the question in VS Code."));
        }
        return rules.decide(consumer, model);
    }

    private Optional<ConsentAnswer> ask(String consumer, RequestedModel model) {
        // Another request might have received a decision after the rules were checked and before this question is
        // asked.
        if (rules.decide(consumer, model) != Decision.ASK) {
            return Optional.of(ConsentAnswer.ALLOW);
        }
        ConsentParams params = new ConsentParams(consumer, model.id(), model.provider());
        Optional<ConsentAnswer> reply = question.ask(params);
        reply.ifPresent(consent -> decisions.remember(rule(params, consent)));
        return reply;
    }

    private static AccessRule rule(ConsentParams params, ConsentAnswer reply) {
        return new AccessRule(
                params.consumer(),
                reply == ConsentAnswer.ALLOW_MODEL ? Optional.of(params.model()) : Optional.empty(),
                reply != ConsentAnswer.DENY,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Optional.empty());
    }

    private static OpenLlmException denied(String consumer, String model, Decision decision) {
        ErrorInfo info = ErrorInfo.of(
                        ErrorKind.PERMISSION,
                        decision == Decision.DENIED
                                ? UserText.of("You did not allow {0} to use {1}.", consumer, model)
                                : UserText.of(
                                        "{0} is not allowed to use {1} because access.default is `deny`.",
                                        consumer, model))
                .withHint(
                        decision == Decision.DENIED
                                ? AccessDecisions.revokeHint(consumer)
                                : UserText.of("Set access.default to `keys`, `ask`, or `allow`."))
                .withModel(model);
        return new OpenLlmException(info);
    }

    private static OpenLlmException consentPending(String consumer, String model) {
        return new OpenLlmException(ErrorInfo.of(
                        ErrorKind.PERMISSION,
                        UserText.of("{0} is waiting for your permission to use {1}.", consumer, model))
                .withCode("consent_pending")
                .withHint(UserText.of("Answer the question in VS Code, and then try again."))
                .withModel(model));
    }

    private static OpenLlmException consentUnavailable(String consumer, String model) {
        return new OpenLlmException(ErrorInfo.of(
                        ErrorKind.PERMISSION,
                        UserText.of(
                                "{0} does not have permission to use {1} yet, and this server cannot ask for it.",
                                consumer, model))
                .withHint(
                        UserText.of("Use the model once in VS Code so that VS Code can ask for your permission, or set "
                                + "access.default to `allow`."))
                .withModel(model));
    }
}
