package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.learning.LearnedQuirk;
import dev.openllm.server.chat.learning.LearnedQuirks;
import dev.openllm.server.chat.learning.RefusalMatcher;
import dev.openllm.server.chat.learning.TokenLimits;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.chat.tools.ToolIndexes;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.ToolArgumentSink;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel.Remote;
import dev.openllm.server.secret.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends prepared calls to remote models and reads the responses. A failed call is retried only if no part of its
 * response has been delivered.
 */
final class ModelCaller {

    /**
     * The maximum number of quirks learned during one request. More than one can be necessary because a provider
     * reports only one unsupported parameter in each refusal.
     */
    private static final int MAX_QUIRKS = 3;

    private final ProviderQueues queues;
    private final LearnedQuirks learnedQuirks = new LearnedQuirks();
    private final Providers providers;
    private final ProviderReplies replies;
    private final HttpSender http;
    private final Supplier<Policies> policies;
    private final Sleeper sleeper;

    ModelCaller(
            Providers providers, HttpSender http, Supplier<Policies> policies, Sleeper sleeper, ProviderQueues queues) {
        this.queues = queues;
        this.providers = providers;
        this.replies = new ProviderReplies(providers);
        this.http = http;
        this.policies = policies;
        this.sleeper = sleeper;
    }

    /** The result of one attempt to send a call: a complete response or a failure. */
    private sealed interface Try {
        record Answered(Outcome outcome) implements Try {}

        record Failed(ErrorInfo failure, Optional<Boolean> shouldRetry) implements Try {}
    }

    /**
     * Prepares the call to a model with the quirks learned for the model, some of which affect the conversion of the
     * conversation history.
     */
    interface Preparation {
        PreparedCall prepare(Quirks learned);
    }

    /**
     * A successful call.
     *
     * @param prepared the prepared call that succeeded
     * @param outcome the outcome of the response
     * @param keyName the name of the provider's API key that was used, or empty if the key has no name
     */
    record Answered(PreparedCall prepared, Outcome outcome, Optional<String> keyName) {}

    /**
     * Sends a chat request to a model, retries the request if necessary, and reads the response.
     *
     * @param keys the provider's API keys that can be used
     * @param events the consumer of the response events, which also receives the prepared call
     * @param eventSink the sink that records whether any event has reached the caller and receives the notices
     */
    Answered call(
            Remote remote,
            Keys keys,
            Preparation preparation,
            BiConsumer<PreparedCall, ChatEvent> events,
            EventSink eventSink) {
        Policies currentPolicies = policies.get();
        Quirks quirks =
                learnedQuirks.quirks(remote.endpoint().name(), remote.info().model());
        PreparedCall prepared = preparation.prepare(quirks);
        Set<String> warned = new HashSet<>();
        warn(prepared, warned, eventSink);
        try (ProviderQueues.Permit _ = queues.take(
                remote.endpoint().name(),
                remote.endpoint().displayName(),
                remote.endpoint().maxParallel(),
                message -> eventSink.notice(Topic.RETRY, message))) {
            eventSink.reportStart();
            return callWithRetries(
                    remote, keys, preparation, events, eventSink, currentPolicies, quirks, prepared, warned);
        }
    }

    private Answered callWithRetries(
            Remote remote,
            Keys keys,
            Preparation preparation,
            BiConsumer<PreparedCall, ChatEvent> events,
            EventSink eventSink,
            Policies currentPolicies,
            Quirks knownQuirks,
            PreparedCall initial,
            Set<String> warned) {
        Quirks quirks = knownQuirks;
        PreparedCall prepared = initial;
        ChatCall call = learnedQuirks.apply(prepared.call());
        List<LearnedQuirk> newQuirks = new ArrayList<>();
        RequestAttempts attempts = RequestAttempts.initial(providers.signer(), remote.endpoint(), keys);
        LoadingWait loading = new LoadingWait(currentPolicies.limits().firstByte(), sleeper, eventSink);
        for (int tries = 1; ; ) {
            PreparedCall sent = prepared;
            ToolArgumentSink arguments = (id, name, fragment) ->
                    eventSink.acceptToolArguments(id, sent.toolNames().toCaller(name), fragment);
            switch (tryOnce(
                    remote,
                    attempts,
                    call,
                    StreamRule.limits(call, currentPolicies.limits()),
                    event -> events.accept(sent, event),
                    arguments,
                    eventSink)) {
                case Try.Answered(Outcome outcome) -> {
                    newQuirks.forEach(learnedQuirk -> learnedQuirks.remember(sent.call(), learnedQuirk));
                    replies.report(remote, Optional.empty());
                    return new Answered(sent, outcome, attempts.keyName());
                }
                case Try.Failed(ErrorInfo rawFailure, Optional<Boolean> shouldRetry) -> {
                    // Some providers quote the rejected API key in the error.
                    ErrorInfo failure = Redaction.redact(
                            ErrorHints.describe(ToolIndexes.withToolNames(rawFailure, sent.callerToolNames()), remote));
                    if (!eventSink.hasStarted() && attempts.switchKey(failure)) {
                        eventSink.notice(
                                Topic.RETRY,
                                UserText.of("{0} {1}", Sentence.of(failure.text()), attempts.keySwitchMessage()));
                        continue;
                    }
                    Optional<LearnedQuirk> learnedQuirk = eventSink.hasStarted() || newQuirks.size() == MAX_QUIRKS
                            ? Optional.empty()
                            : RefusalMatcher.findQuirk(failure, call, remote.dialect());
                    reportLimits(remote, failure, learnedQuirk);
                    if (learnedQuirk.isPresent()) {
                        eventSink.notice(Topic.WARNING, quirkMessage(failure, learnedQuirk.get()));
                        newQuirks.add(learnedQuirk.get());
                        if (learnedQuirk.get() instanceof LearnedQuirk.WithQuirks(Quirks more)) {
                            quirks = quirks.overlaidBy(more);
                            prepared = preparation.prepare(quirks);
                            warn(prepared, warned, eventSink);
                        }
                        call = learnedQuirks.apply(prepared.call());
                        for (LearnedQuirk newQuirk : newQuirks) {
                            call = newQuirk.apply(call);
                        }
                    } else if (!loading.waited(failure, shouldRetry)) {
                        waitOrGiveUp(currentPolicies.retries(), remote, failure, shouldRetry, tries, eventSink);
                        attempts.reset();
                        tries++;
                    }
                }
            }
        }
    }

    private static void warn(PreparedCall prepared, Set<String> warned, EventSink eventSink) {
        prepared.warnings().stream()
                .filter(text -> warned.add(text.english()))
                .forEach(text -> eventSink.notice(Topic.WARNING, text));
    }

    /**
     * Records the token limits that a provider stated in a refusal. The limits are then shown for the model and applied
     * to later requests to the model.
     */
    private void reportLimits(Remote remote, ErrorInfo failure, Optional<LearnedQuirk> learnedQuirk) {
        OptionalInt output = learnedQuirk
                .filter(LearnedQuirk.WithOutputLimit.class::isInstance)
                .map(LearnedQuirk.WithOutputLimit.class::cast)
                .filter(LearnedQuirk.WithOutputLimit::lasting)
                .stream()
                .mapToInt(LearnedQuirk.WithOutputLimit::tokens)
                .findFirst();
        OptionalInt context = TokenLimits.context(failure);
        if (context.isPresent() || output.isPresent()) {
            providers.recordLimits(remote.endpoint(), remote.info().model(), context, output);
        }
    }

    private void waitOrGiveUp(
            RetryPolicy retries,
            Remote remote,
            ErrorInfo failure,
            Optional<Boolean> shouldRetry,
            int tries,
            EventSink eventSink) {
        Optional<Duration> wait =
                eventSink.hasStarted() ? Optional.empty() : retries.waitBeforeNext(tries, failure, shouldRetry);
        if (wait.isEmpty() || !eventSink.mayRetryAfter(wait.get())) {
            replies.report(remote, Optional.of(failure));
            throw new OpenLlmException(failure);
        }
        eventSink.notice(Topic.RETRY, retryMessage(failure, wait.get(), tries, retries.retries()));
        sleeper.pause(wait.get());
    }

    private Try tryOnce(
            Remote remote,
            RequestAttempts attempts,
            ChatCall call,
            TimeLimits limits,
            Consumer<ChatEvent> events,
            ToolArgumentSink arguments,
            EventSink eventSink) {
        try (HttpAnswer answer = http.send(attempts.sign(remote.dialect().encode(call), limits))) {
            if (!ProviderReplies.isSuccess(answer)) {
                return new Try.Failed(replies.failure(remote, answer), ProviderReplies.shouldRetry(answer));
            }
            eventSink.reportAccepted();
            ResponseReader reader = remote.dialect().reader(call);
            reader.streamArgumentsTo(arguments);
            return new Try.Answered(
                    ResponsePump.pump(answer.body(), remote.dialect().framing(), call.stream(), reader, events));
        } catch (ResponseEnded enough) {
            return new Try.Answered(enough.outcome());
        } catch (OpenLlmException failed) {
            Optional<Boolean> shouldRetry = ResponsePump.isTruncated(failed) ? Optional.of(true) : Optional.empty();
            return new Try.Failed(ProviderReplies.orCanceled(failed.info()), shouldRetry);
        } catch (IOException broken) {
            return new Try.Failed(ProviderReplies.connectionLost(remote), Optional.empty());
        }
    }

    private static UserText quirkMessage(ErrorInfo failure, LearnedQuirk learnedQuirk) {
        return UserText.of("{0} Retrying {1}.", Sentence.of(failure.text()), learnedQuirk.difference());
    }

    private static UserText retryMessage(ErrorInfo failure, Duration wait, int tries, int maxRetries) {
        return UserText.of(
                "{0} Retrying in {1} s (retry {2} of {3}).",
                Sentence.of(failure.text()), seconds(wait), tries, maxRetries);
    }

    private static String seconds(Duration wait) {
        long tenths = Math.max(1, Math.round(wait.toMillis() / 100.0));
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
