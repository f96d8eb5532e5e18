package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.ErrorHints;
import dev.openllm.server.chat.Keys;
import dev.openllm.server.chat.LoadingWait;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.ProviderReplies;
import dev.openllm.server.chat.RequestAttempts;
import dev.openllm.server.chat.ResponseEnded;
import dev.openllm.server.chat.ResponseObserver;
import dev.openllm.server.chat.ResponsePump;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.Cancelled;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.completion.CompletionCall;
import dev.openllm.server.dialect.completion.CompletionForm;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel.Remote;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.secret.Redaction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends completion requests to providers. Failed requests are retried by the same rules as chat requests. */
final class FormSender {

    private final Providers providers;
    private final ProviderReplies replies;
    private final HttpSender http;
    private final Supplier<Policies> policies;
    private final ProviderQueues queues;
    private final Sleeper sleeper;

    FormSender(
            Providers providers, HttpSender http, Supplier<Policies> policies, ProviderQueues queues, Sleeper sleeper) {
        this.providers = providers;
        this.replies = new ProviderReplies(providers);
        this.http = http;
        this.policies = policies;
        this.queues = queues;
        this.sleeper = sleeper;
    }

    /**
     * A successful response.
     *
     * @param outcome the finish reason, usage, and other properties of the response
     * @param keyName the name of the provider's API key that was used; empty if the key has no name
     */
    record Answered(Outcome outcome, Optional<String> keyName) {}

    /** The outcome of one attempt to send a request. */
    private sealed interface Try {
        record Answered(Outcome outcome) implements Try {}

        record Failed(ErrorInfo failure, Optional<Boolean> shouldRetry) implements Try {}
    }

    /** A receiver that forwards events and records whether any of them contained text. */
    private static final class Events implements Consumer<ChatEvent> {

        private final Consumer<ChatEvent> sink;
        private boolean hasStarted;

        Events(Consumer<ChatEvent> sink) {
            this.sink = sink;
        }

        @Override
        public void accept(ChatEvent event) {
            if (Thread.currentThread().isInterrupted()) {
                throw new OpenLlmException(Cancelled.info());
            }
            hasStarted |= event instanceof ChatEvent.Text;
            sink.accept(event);
        }
    }

    /**
     * Sends a completion call to the provider.
     *
     * @param call the call
     * @param model the resolved model
     * @param form the variant of the completion API to use
     * @param sink the receiver of text and notices, which can end the response by throwing {@link ResponseEnded}
     * @param observer the observer to notify when the provider accepts the request
     * @return the response, or an empty result if the provider does not support the API variant for the model
     */
    Optional<Answered> send(
            CompletionCall call,
            Remote model,
            CompletionForm form,
            Consumer<ChatEvent> sink,
            ResponseObserver observer) {
        try (ProviderQueues.Permit _ = queues.take(
                model.endpoint().name(),
                model.endpoint().displayName(),
                model.endpoint().maxParallel(),
                message -> sink.accept(new ChatEvent.Notice(Topic.RETRY, message)))) {
            observer.onStart();
            return sendWithRetries(call, model, form, new Events(sink), observer);
        }
    }

    private Optional<Answered> sendWithRetries(
            CompletionCall call, Remote model, CompletionForm form, Events events, ResponseObserver observer) {
        Policies currentPolicies = policies.get();
        RequestAttempts attempts = RequestAttempts.initial(providers.signer(), endpoint(model, form), Keys.ANY);
        LoadingWait loading =
                LoadingWait.withoutNotices(currentPolicies.limits().firstByte(), sleeper);
        for (int tries = 1; ; ) {
            switch (tryOnce(call, model, form, attempts, currentPolicies, events, observer)) {
                case Try.Answered(Outcome outcome) -> {
                    replies.report(model, Optional.empty());
                    return Optional.of(new Answered(outcome, attempts.keyName()));
                }
                case Try.Failed(ErrorInfo rawFailure, Optional<Boolean> shouldRetry) -> {
                    // Some providers include the rejected API key in the error message, so the message must be
                    // redacted.
                    ErrorInfo failure = Redaction.redact(ErrorHints.describe(rawFailure, model));
                    if (!events.hasStarted && form.isUnsupported(failure)) {
                        return Optional.empty();
                    }
                    if (events.hasStarted || !attempts.switchKey(failure) && !loading.waited(failure, shouldRetry)) {
                        Optional<Duration> wait = events.hasStarted
                                ? Optional.empty()
                                : currentPolicies.retries().waitBeforeNext(tries, failure, shouldRetry);
                        if (wait.isEmpty() || !observer.mayRetryAfter(wait.get())) {
                            replies.report(model, Optional.of(failure));
                            throw new OpenLlmException(failure);
                        }
                        events.accept(new ChatEvent.Notice(
                                Topic.RETRY,
                                UserText.of(
                                        "{0} Retrying in {1} s (retry {2} of {3}).",
                                        failure.text(),
                                        Math.max(1, wait.get().toSeconds()),
                                        tries,
                                        currentPolicies.retries().retries())));
                        sleeper.pause(wait.get());
                        attempts.reset();
                        tries++;
                    }
                }
            }
        }
    }

    /**
     * Returns the endpoint for a variant of the completion API. If the request path of the variant starts at the root
     * of the server, the API version at the end of the base URL is removed. The origin is unchanged.
     */
    private static Endpoint endpoint(Remote model, CompletionForm form) {
        Endpoint endpoint = model.endpoint();
        return form.usesServerRoot(model.quirks())
                ? endpoint.withApiBase(URI.create(endpoint.apiBase().toString().replaceFirst("/v\\d+[a-z0-9]*$", "")))
                : endpoint;
    }

    private Try tryOnce(
            CompletionCall call,
            Remote model,
            CompletionForm form,
            RequestAttempts attempts,
            Policies currentPolicies,
            Events events,
            ResponseObserver observer) {
        try (HttpAnswer answer = http.send(attempts.sign(form.encode(call), currentPolicies.limits()))) {
            if (!ProviderReplies.isSuccess(answer)) {
                return new Try.Failed(replies.failure(model, answer), ProviderReplies.shouldRetry(answer));
            }
            observer.onAccepted();
            return new Try.Answered(
                    ResponsePump.pump(answer.body(), form.framing(), call.stream(), form.reader(call), events));
        } catch (ResponseEnded enough) {
            return new Try.Answered(enough.outcome());
        } catch (OpenLlmException failed) {
            return new Try.Failed(ProviderReplies.orCanceled(failed.info()), Optional.empty());
        } catch (IOException broken) {
            return new Try.Failed(ProviderReplies.connectionLost(model), Optional.empty());
        }
    }
}
