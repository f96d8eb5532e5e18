package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.access.ModelUse;
import dev.openllm.server.access.RequestedModel;
import dev.openllm.server.chat.echo.EchoModel;
import dev.openllm.server.chat.history.ProviderStateCache;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.RetryPolicy;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.chat.structured.ResponseCheck;
import dev.openllm.server.chat.tokens.TokenCounter;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.EmbeddingModelError;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Handles a chat request from start to end: resolves the model, checks access, prepares and sends the call, and reads
 * the response. If the model fails before any part of its response has been delivered to the caller, the model's
 * fallback models are tried. Instances are thread-safe.
 */
public final class ChatPipeline implements Chats {

    /** The consumer name that is used for chat requests without a consumer and for API key tests. */
    private static final String DEFAULT_CONSUMER = "open-llm";

    private final Providers providers;
    private final TokenCounter tokens = new TokenCounter();
    private final ProviderStateCache states = new ProviderStateCache();
    private final CallPreparation preparation = new CallPreparation(tokens, states);
    private final ModelCaller caller;
    private final EchoModel echo;
    private final ModelAccess access;

    /** Creates a pipeline that serves all consumers without asking for consent or recording requests. */
    public ChatPipeline(Providers providers, HttpSender http) {
        this(providers, http, ModelAccess.OPEN);
    }

    public ChatPipeline(Providers providers, HttpSender http, ModelAccess access) {
        this(providers, http, access, () -> Policies.DEFAULT);
    }

    /**
     * Creates a pipeline that applies the current policies to each request.
     *
     * @param policies the supplier of the current retry policy and time limits
     */
    public ChatPipeline(Providers providers, HttpSender http, ModelAccess access, Supplier<Policies> policies) {
        this(providers, http, access, policies, new ProviderQueues());
    }

    /**
     * Creates a pipeline that uses the specified request queues.
     *
     * @param queues the queues that limit the number of concurrent requests to each provider and are shared by all
     *     requests of this process
     */
    public ChatPipeline(
            Providers providers,
            HttpSender http,
            ModelAccess access,
            Supplier<Policies> policies,
            ProviderQueues queues) {
        this(providers, http, access, policies, Sleeper.SLEEP, queues);
    }

    public ChatPipeline(Providers providers, HttpSender http, RetryPolicy retries, Sleeper sleeper) {
        this(
                providers,
                http,
                ModelAccess.OPEN,
                () -> new Policies(retries, TimeLimits.CHAT),
                sleeper,
                new ProviderQueues());
    }

    private ChatPipeline(
            Providers providers,
            HttpSender http,
            ModelAccess access,
            Supplier<Policies> policies,
            Sleeper sleeper,
            ProviderQueues queues) {
        this.access = access;
        this.providers = providers;
        this.caller = new ModelCaller(providers, http, policies, sleeper, queues);
        this.echo = new EchoModel(tokens, sleeper);
    }

    @Override
    public ChatResult chat(ChatParams params, Consumer<ChatEvent> sink) {
        return chat(params, sink, ResponseObserver.NONE);
    }

    @Override
    public ChatResult chat(ChatParams params, Consumer<ChatEvent> sink, ResponseObserver observer) {
        EventSink eventSink = new EventSink(sink, observer);
        try {
            return askAndRecord(providers.resolve(params.model()), params, eventSink);
        } catch (OpenLlmException known) {
            throw known;
        } catch (RuntimeException bug) {
            ErrorInfo info = ErrorInfo.of(
                            ErrorKind.INTERNAL,
                            UserText.of(
                                    "Internal error in Open LLM Provider ({0}).",
                                    bug.getClass().getSimpleName()))
                    .withHint(UserText.of("Report this issue and include the server log."));
            throw new OpenLlmException(info, bug);
        }
    }

    @Override
    public ChatResult chatWithKey(String keyName, ChatParams params) {
        EventSink eventSink = new EventSink(event -> {}, ResponseObserver.NONE);
        if (!(providers.resolve(params.model()) instanceof ResolvedModel.Remote remote)) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("This model does not require an API key."),
                    UserText.of("Specify a different model."));
        }
        ResolvedModel.Remote withKey = new ResolvedModel.Remote(
                remote.endpoint().withKey(remote.endpoint().key().withName(keyName)),
                remote.dialect(),
                remote.info(),
                remote.quirks(),
                remote.config());
        access.require(DEFAULT_CONSUMER, requestedModel(withKey));
        try {
            ChatResult result = ask(withKey, Keys.ONE, params, eventSink);
            access.recordUse(ModelUse.finished(DEFAULT_CONSUMER, result));
            return result;
        } catch (OpenLlmException failed) {
            access.recordUse(ModelUse.failed(
                    DEFAULT_CONSUMER, withKey.info().id(), failed.info().kind()));
            throw failed;
        }
    }

    @Override
    public CountTokensResult countTokens(CountTokensParams params) {
        return tokens.count(providers.resolve(params.model()).info(), params);
    }

    private ChatResult askAndRecord(ResolvedModel model, ChatParams params, EventSink eventSink) {
        String consumer = params.consumer().orElse(DEFAULT_CONSUMER);
        String id = model.info().id();
        try {
            access.require(consumer, requestedModel(model));
            ChatResult result = askWithFallbacks(model, params, eventSink);
            access.recordUse(ModelUse.finished(consumer, result));
            return result;
        } catch (OpenLlmException failed) {
            access.recordUse(ModelUse.failed(consumer, id, failed.info().kind()));
            throw failed;
        }
    }

    private ChatResult askWithFallbacks(ResolvedModel model, ChatParams params, EventSink eventSink) {
        try {
            return ask(model, Keys.ANY, params, eventSink);
        } catch (OpenLlmException failed) {
            return askFallbacks(model, failed, params, eventSink);
        }
    }

    /**
     * Sends the request to the fallback models in the configured order until one of them succeeds. Stops early if a
     * failure, such as an invalid request, would also occur with other models. If no fallback model succeeds, throws
     * the error of the requested model with a message that lists all failures. If a fallback model fails after its
     * response has begun, or if the request is canceled, throws the error for that failure or cancellation.
     */
    private ChatResult askFallbacks(
            ResolvedModel model, OpenLlmException failed, ChatParams params, EventSink eventSink) {
        OpenLlmException lastFailure = failed;
        String failedModel = model.info().id();
        UserText failures = Sentence.of(failed.info().text());
        for (String fallback : fallbacksOf(model)) {
            if (eventSink.hasStarted() || !anotherModelMayHelp(lastFailure.info())) {
                break;
            }
            eventSink.notice(
                    Topic.FALLBACK,
                    UserText.of("{0} Trying {1} instead.", failureMessage(failedModel, lastFailure), fallback));
            try {
                ResolvedModel fallbackModel = providers.resolve(fallback);
                access.require(params.consumer().orElse(DEFAULT_CONSUMER), requestedModel(fallbackModel));
                return ask(fallbackModel, Keys.ANY, params, eventSink);
            } catch (OpenLlmException failedToo) {
                failures = UserText.of("{0} {1}", failures, failureMessage(fallback, failedToo));
                lastFailure = failedToo;
                failedModel = fallback;
            }
        }
        if (lastFailure == failed
                || eventSink.hasStarted()
                || lastFailure.info().kind() == ErrorKind.CANCELLED) {
            throw lastFailure;
        }
        throw new OpenLlmException(failed.info().withMessage(failures), lastFailure);
    }

    private RequestedModel requestedModel(ResolvedModel model) {
        return switch (model) {
            case ResolvedModel.Remote remote ->
                new RequestedModel(
                        remote.info().id(),
                        remote.endpoint().displayName(),
                        () -> providers.signer().usesKey(remote.endpoint()));
            case ResolvedModel.Echo(var info) -> new RequestedModel(info.id(), info.provider(), () -> false);
        };
    }

    private static UserText failureMessage(String model, OpenLlmException failure) {
        return Sentence.of(UserText.of("{0} failed: {1}", model, failure.info().text()));
    }

    private static List<String> fallbacksOf(ResolvedModel model) {
        return model instanceof ResolvedModel.Remote remote ? remote.config().fallbacks() : List.of();
    }

    private static boolean anotherModelMayHelp(ErrorInfo failure) {
        return switch (failure.kind()) {
            case AUTH,
                    PERMISSION,
                    MODEL_NOT_FOUND,
                    CONTEXT_TOO_LONG,
                    RATE_LIMITED,
                    QUOTA,
                    OVERLOADED,
                    NETWORK,
                    TIMEOUT,
                    BAD_RESPONSE,
                    CONFIG -> true;
            case INVALID_REQUEST, CONTENT_FILTERED, CANCELLED, INTERNAL -> false;
        };
    }

    private ChatResult ask(ResolvedModel model, Keys keys, ChatParams params, EventSink eventSink) {
        EmbeddingModelError.rejectChat(model.info());
        return switch (model) {
            case ResolvedModel.Echo(var info) ->
                result(model, echo.respond(info, params, eventSink), Optional.empty(), eventSink);
            case ResolvedModel.Remote remote -> {
                ModelCaller.Answered answered = askRemote(remote, keys, params, eventSink);
                yield result(model, answered.outcome(), answered.keyName(), eventSink);
            }
        };
    }

    private ModelCaller.Answered askRemote(
            ResolvedModel.Remote remote, Keys keys, ChatParams params, EventSink eventSink) {
        List<ChatEvent> statesAndCalls = new ArrayList<>();
        ResponseCheck check = new ResponseCheck(params.options().responseFormat());
        ModelCaller.Answered answered = caller.call(
                remote,
                keys,
                learned -> preparation.prepare(remote, params, learned),
                (prepared, event) -> {
                    ChatEvent restored = prepared.toCaller(event);
                    check.read(restored);
                    if (restored instanceof ChatEvent.ProviderState || restored instanceof ChatEvent.ToolCall) {
                        statesAndCalls.add(restored);
                    }
                    eventSink.accept(restored);
                },
                eventSink);
        check.end(answered.outcome().finishReason(), mismatch -> eventSink.notice(Topic.WARNING, mismatch));
        ChatCall call = answered.prepared().call();
        states.store(call.provider(), call.model(), params.messages(), statesAndCalls);
        answered.outcome()
                .usage()
                .inputTokens()
                .ifPresent(counted -> tokens.learn(remote.info(), call.messages(), call.tools(), counted));
        return answered;
    }

    private static ChatResult result(
            ResolvedModel model, Outcome outcome, Optional<String> keyName, EventSink eventSink) {
        OptionalDouble cost = outcome.costUsd().isPresent()
                ? outcome.costUsd()
                : Cost.of(outcome.usage(), model.info().pricing());
        return new ChatResult(
                model.info().id(),
                outcome.finishReason(),
                outcome.finishReasonRaw(),
                outcome.usage(),
                eventSink.timing(),
                outcome.responseId(),
                cost,
                keyName);
    }
}
