package dev.openllm.server.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.ErrorHints;
import dev.openllm.server.chat.Keys;
import dev.openllm.server.chat.LoadingWait;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.ProviderReplies;
import dev.openllm.server.chat.RequestAttempts;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.dialect.embedding.EmbeddingCall;
import dev.openllm.server.dialect.embedding.EmbeddingForm;
import dev.openllm.server.dialect.embedding.EmbeddingResponse;
import dev.openllm.server.http.BoundedBody;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel.Remote;
import dev.openllm.server.secret.Redaction;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends embedding requests to providers. Each request contains one batch of inputs. Failed requests are retried by the
 * same rules as chat requests.
 */
final class EmbeddingSender {

    private static final int BAD_GATEWAY = 502;

    private final Providers providers;
    private final ProviderReplies replies;
    private final HttpSender http;
    private final Supplier<Policies> policies;
    private final ProviderQueues queues;
    private final Sleeper sleeper;

    EmbeddingSender(
            Providers providers, HttpSender http, Supplier<Policies> policies, ProviderQueues queues, Sleeper sleeper) {
        this.queues = queues;
        this.providers = providers;
        this.replies = new ProviderReplies(providers);
        this.http = http;
        this.policies = policies;
        this.sleeper = sleeper;
    }

    /**
     * A successful response.
     *
     * @param response the response
     * @param keyName the name of the provider's API key that was used; empty if the key has no name
     */
    record Answered(EmbeddingResponse response, Optional<String> keyName) {}

    /** The outcome of one attempt to send a request. */
    private sealed interface Try {
        record Answered(EmbeddingResponse response) implements Try {}

        record Failed(ErrorInfo failure, Optional<Boolean> shouldRetry) implements Try {}
    }

    Answered send(EmbeddingCall call, Remote model, EmbeddingForm form) {
        try (ProviderQueues.Permit _ = queues.take(
                model.endpoint().name(),
                model.endpoint().displayName(),
                model.endpoint().maxParallel(),
                message -> {})) {
            return sendWithRetries(call, model, form);
        }
    }

    private Answered sendWithRetries(EmbeddingCall call, Remote model, EmbeddingForm form) {
        Policies currentPolicies = policies.get();
        RequestAttempts attempts = RequestAttempts.initial(providers.signer(), EmbeddingEndpoint.of(model), Keys.ANY);
        LoadingWait loading =
                LoadingWait.withoutNotices(currentPolicies.limits().firstByte(), sleeper);
        for (int tries = 1; ; ) {
            switch (tryOnce(call, model, form, attempts, currentPolicies)) {
                case Try.Answered(EmbeddingResponse response) -> {
                    replies.report(model, Optional.empty());
                    return new Answered(response, attempts.keyName());
                }
                case Try.Failed(ErrorInfo rawFailure, Optional<Boolean> shouldRetry) -> {
                    // Some providers include the rejected API key in the error message, so the message must be
                    // redacted.
                    ErrorInfo failure = Redaction.redact(ErrorHints.describe(rawFailure, model));
                    if (!attempts.switchKey(failure) && !loading.waited(failure, shouldRetry)) {
                        Optional<Duration> wait = currentPolicies.retries().waitBeforeNext(tries, failure, shouldRetry);
                        if (wait.isEmpty()) {
                            replies.report(model, Optional.of(failure));
                            throw new OpenLlmException(failure);
                        }
                        sleeper.pause(wait.get());
                        attempts.reset();
                        tries++;
                    }
                }
            }
        }
    }

    private Try tryOnce(
            EmbeddingCall call, Remote model, EmbeddingForm form, RequestAttempts attempts, Policies currentPolicies) {
        try (HttpAnswer answer = http.send(attempts.sign(form.encode(call), currentPolicies.limits()))) {
            if (!ProviderReplies.isSuccess(answer)) {
                return new Try.Failed(replies.failure(model, answer), ProviderReplies.shouldRetry(answer));
            }
            return read(call, model, form, answer);
        } catch (OpenLlmException failed) {
            return new Try.Failed(ProviderReplies.orCanceled(failed.info()), Optional.empty());
        } catch (IOException broken) {
            return new Try.Failed(ProviderReplies.connectionLost(model), Optional.empty());
        }
    }

    private Try read(EmbeddingCall call, Remote model, EmbeddingForm form, HttpAnswer answer) throws IOException {
        byte[] bytes = new BoundedBody(answer.body(), BoundedBody.MAX_DOCUMENT_BYTES).readAllBytes();
        JsonNode body = parse(bytes);
        JsonNode error = body.path("error");
        if (error.isObject() || error.isTextual()) { // OpenRouter reports an upstream failure with HTTP status 200
            int code = error.path("code").asInt();
            return new Try.Failed(
                    model.dialect()
                            .readError(
                                    code >= 400 && code <= 599 ? code : BAD_GATEWAY,
                                    answer.headers(),
                                    new String(bytes, StandardCharsets.UTF_8)),
                    Optional.empty());
        }
        return new Try.Answered(form.read(call, body));
    }

    private static JsonNode parse(byte[] bytes) throws IOException {
        String start = new String(bytes, 0, Math.min(bytes.length, 100), StandardCharsets.UTF_8).strip();
        if (start.isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("The provider returned an empty response."),
                    UserText.of("Try again. If the problem persists, check the provider's log."));
        }
        if (start.startsWith("<")) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("The provider returned a web page instead of JSON."),
                    UserText.of("Check the base URL. It should be the URL of the API, which often ends in /v1."));
        }
        try {
            return Wire.JSON.readTree(bytes);
        } catch (JsonProcessingException | CharConversionException broken) { // the latter if the bytes look like UTF-32
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("The provider's response is not valid JSON. It may be truncated."),
                    UserText.of("Try again. If the problem persists, check the provider's log."));
        }
    }
}
