package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.access.ModelUse;
import dev.openllm.server.access.RequestedModel;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.chat.Cost;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.ResponseObserver;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.Cancelled;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.dialect.completion.CompletionCall;
import dev.openllm.server.dialect.completion.CompletionForm;
import dev.openllm.server.dialect.completion.CompletionForms;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel.Remote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The pipeline that processes completion requests. It tries the variants of the completion API that the provider might
 * support for the model until one succeeds, and remembers which variants are unsupported. If no variant succeeds, the
 * pipeline sends a chat request instead.
 */
public final class CompletionPipeline implements Completions {

    /** The name of the consumer to which requests are attributed if they do not specify a consumer. */
    private static final String DEFAULT_CONSUMER = "open-llm";

    private static final int LINE_TOKENS = 64;
    private static final int BLOCK_TOKENS = 128;

    /**
     * The maximum number of models for which unsupported API variants are remembered. No user is likely to use more
     * models than this.
     */
    private static final int MAX_REMEMBERED_MODELS = 1_000;

    private final Chats chats;
    private final Providers providers;
    private final ModelAccess access;
    private final Supplier<Optional<String>> configuredModel;
    private final FormSender sender;
    private final Map<String, Integer> unsupportedFormCounts = new ConcurrentHashMap<>();

    /**
     * Creates a pipeline.
     *
     * @param chats the sender of chat requests, for models that do not support any completion API
     * @param providers the configured providers
     * @param http the sender of HTTP requests
     * @param access the model access check
     * @param configuredModel the supplier of the model to use for requests that do not specify a model
     * @param policies the supplier of the current policies
     * @param queues the provider queues that all requests in this process share
     */
    public CompletionPipeline(
            Chats chats,
            Providers providers,
            HttpSender http,
            ModelAccess access,
            Supplier<Optional<String>> configuredModel,
            Supplier<Policies> policies,
            ProviderQueues queues) {
        this(chats, providers, http, access, configuredModel, policies, queues, Sleeper.SLEEP);
    }

    CompletionPipeline(
            Chats chats,
            Providers providers,
            HttpSender http,
            ModelAccess access,
            Supplier<Optional<String>> configuredModel,
            Supplier<Policies> policies,
            ProviderQueues queues,
            Sleeper sleeper) {
        this.chats = chats;
        this.providers = providers;
        this.access = access;
        this.configuredModel = configuredModel;
        this.sender = new FormSender(providers, http, policies, queues, sleeper);
    }

    @Override
    public InlineCompletionResult complete(InlineCompletionParams params, Consumer<ChatEvent> events) {
        if (params.maxOutputTokens().orElse(1) < 1) {
            throw new OpenLlmException(
                    ErrorInfo.of(ErrorKind.INVALID_REQUEST, UserText.of("maxOutputTokens must be positive.")));
        }
        Remote model = remote(params.model().isBlank() ? requireConfiguredModel() : params.model());
        ResponseMeter meter = new ResponseMeter();
        InlineRequest request = InlineRequest.of(params, model, outputTokens(params, model));
        if (request.isEmpty()) {
            return request.emptyResult(meter);
        }
        String consumer = params.consumer().orElse(DEFAULT_CONSUMER);
        for (CompletionForm form : forms(model, true)) {
            CompletionCall call = request.call();
            InlineResponse response = request.response(form.stops(call), false, meter, events);
            Optional<ChatResult> result =
                    sendAndRecord(call, model, form, consumer, response, ResponseObserver.NONE, meter);
            if (result.isPresent()) {
                return response.result(result.get());
            }
            recordUnsupportedForm(model, true);
        }
        InlineResponse response = request.response(ChatFallback.STOPS, true, meter, events);
        ChatResult result = chats.chat(
                ChatFallback.params(
                        model.info(),
                        request.context(),
                        params.path(),
                        params.languageId(),
                        request.singleLine(),
                        request.chatOptions(),
                        consumer),
                response);
        return response.result(result);
    }

    @Override
    public ChatResult fill(FillParams params, Consumer<ChatEvent> events, ResponseObserver observer) {
        Remote model = remote(params.model());
        ResponseMeter meter = new ResponseMeter();
        boolean inMiddle = params.suffix().filter(suffix -> !suffix.isEmpty()).isPresent();
        CompletionCall call = new CompletionCall(
                model.info().model(),
                params.prompt(),
                params.suffix().orElse(""),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                params.options().forDialect(model.dialect().name()),
                params.stream(),
                model.info().limits(),
                model.quirks());
        for (CompletionForm form : forms(model, inMiddle)) {
            Optional<ChatResult> result =
                    sendAndRecord(call, model, form, params.consumer(), metered(meter, events), observer, meter);
            if (result.isPresent()) {
                return result.get();
            }
            recordUnsupportedForm(model, inMiddle);
        }
        return FillByChat.fill(chats, model.info(), params, events, observer);
    }

    private static Consumer<ChatEvent> metered(ResponseMeter meter, Consumer<ChatEvent> events) {
        return event -> {
            meter.record(event);
            events.accept(event);
        };
    }

    private String requireConfiguredModel() {
        return configuredModel
                .get()
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("No model is selected for inline completions."),
                        UserText.of(
                                "Set completion.model to a model that supports fill-in-the-middle completion, such as "
                                        + "mistral/codestral-latest or ollama/qwen2.5-coder.")));
    }

    private Remote remote(String name) {
        if (providers.resolve(name) instanceof Remote model) {
            return model;
        }
        throw new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                UserText.of("{0} does not support fill-in-the-middle completion.", name),
                UserText.of("Choose a model that supports fill-in-the-middle completion."));
    }

    private static int outputTokens(InlineCompletionParams params, Remote model) {
        int requested = params.maxOutputTokens().orElse(params.singleLine() ? LINE_TOKENS : BLOCK_TOKENS);
        int max = Math.max(
                1,
                Math.min(
                        model.info().limits().maxOutputTokens(),
                        model.info().limits().contextTokens() / 4));
        return Math.min(requested, max);
    }

    // ---- Supported variants of the completion API

    private List<CompletionForm> forms(Remote model, boolean inMiddle) {
        String dialect = model.dialect().name();
        boolean unknownProvider = model.endpoint().builtInId().isEmpty();
        String name = model.baseModel();
        List<CompletionForm> all = inMiddle
                ? CompletionForms.inMiddle(dialect, model.quirks(), name, unknownProvider)
                : CompletionForms.atEnd(dialect, model.quirks(), name, unknownProvider);
        return all.subList(
                Math.min(all.size(), unsupportedFormCounts.getOrDefault(key(model, inMiddle), 0)), all.size());
    }

    private void recordUnsupportedForm(Remote model, boolean inMiddle) {
        if (unsupportedFormCounts.size() >= MAX_REMEMBERED_MODELS) {
            unsupportedFormCounts.clear();
        }
        unsupportedFormCounts.merge(key(model, inMiddle), 1, Integer::sum);
    }

    private static String key(Remote model, boolean inMiddle) {
        return model.endpoint().apiBase() + " " + model.info().id() + " " + inMiddle;
    }

    // ---- Processing of a single request

    /**
     * Checks access, sends a completion call in one variant of the API, and records the usage.
     *
     * @return the result, or an empty result if the provider does not support the API variant for the model
     */
    private Optional<ChatResult> sendAndRecord(
            CompletionCall call,
            Remote model,
            CompletionForm form,
            String consumer,
            Consumer<ChatEvent> events,
            ResponseObserver observer,
            ResponseMeter meter) {
        String id = model.info().id();
        Accepted accepted = new Accepted(observer);
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new OpenLlmException(Cancelled.info());
            }
            access.require(
                    consumer,
                    new RequestedModel(
                            id,
                            model.endpoint().displayName(),
                            () -> providers.signer().usesKey(model.endpoint())));
            Optional<ChatResult> result = sender.send(call, model, form, events, accepted)
                    .map(answered -> meter.result(model, answered.outcome(), answered.keyName()));
            result.ifPresent(
                    finished -> access.recordUse(ModelUse.finished(consumer, meter.withUsage(finished, model, call))));
            return result;
        } catch (OpenLlmException failed) {
            // The provider also charges for tokens that were used before a cancellation, so they count toward limits.
            Usage usage = accepted.wasAccepted ? meter.estimateUsage(call) : Usage.UNKNOWN;
            access.recordUse(ModelUse.failed(
                    consumer,
                    id,
                    failed.info().kind(),
                    usage,
                    Cost.of(usage, model.info().pricing())));
            throw failed;
        }
    }

    /** An observer that records whether the provider accepted the request. */
    private static final class Accepted implements ResponseObserver {

        private final ResponseObserver observer;
        private boolean wasAccepted;

        Accepted(ResponseObserver observer) {
            this.observer = observer;
        }

        @Override
        public void onStart() {
            observer.onStart();
        }

        @Override
        public void onAccepted() {
            wasAccepted = true;
            observer.onAccepted();
        }

        @Override
        public boolean mayRetryAfter(Duration pause) {
            return observer.mayRetryAfter(pause);
        }
    }
}
