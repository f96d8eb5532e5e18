package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.MissingKey;
import dev.openllm.server.provider.listing.ModelListCache;
import dev.openllm.server.provider.listing.ModelListSources;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tracks the status of each provider and notifies listeners of status changes. */
final class ProviderStatuses implements ProviderHealth {

    /** The error kinds that indicate a problem with the provider rather than with a single request. */
    private static final Set<ErrorKind> PROVIDER_ERRORS = Set.of(
            ErrorKind.AUTH,
            ErrorKind.PERMISSION,
            ErrorKind.QUOTA,
            ErrorKind.RATE_LIMITED,
            ErrorKind.OVERLOADED,
            ErrorKind.NETWORK,
            ErrorKind.TIMEOUT,
            ErrorKind.BAD_RESPONSE);

    private static final Set<ErrorKind> CONNECTION_ERRORS =
            Set.of(ErrorKind.NETWORK, ErrorKind.TIMEOUT, ErrorKind.OVERLOADED, ErrorKind.BAD_RESPONSE);

    private final Map<String, ErrorInfo> failedChats = new ConcurrentHashMap<>();
    private final Map<String, Long> lastResponseAtMs = new ConcurrentHashMap<>();
    private final Map<String, ProviderStatus> reported = new ConcurrentHashMap<>();
    private final List<Consumer<StatusParams>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock notificationLock = new ReentrantLock();
    private final Function<String, Optional<ProviderStatus>> currentStatus;

    /**
     * Creates an instance that uses the specified function to determine the status of a provider.
     *
     * @param currentStatus the function that returns the current status of a provider, given the provider's name; the status is
     *     empty if the provider is not active
     */
    ProviderStatuses(Function<String, Optional<ProviderStatus>> currentStatus) {
        this.currentStatus = currentStatus;
    }

    @Override
    public void onStatusChanged(Consumer<StatusParams> listener) {
        listeners.add(listener);
    }

    @Override
    public void report(StatusParams status) {
        if (recordChatOutcome(status.provider(), status.status().error())) {
            notifyIfChanged(status.provider());
        }
    }

    /** Records the outcome of a chat request and returns whether the provider's status might have changed. */
    private boolean recordChatOutcome(String provider, Optional<ErrorInfo> error) {
        if (error.isEmpty()) {
            lastResponseAtMs.put(provider, System.currentTimeMillis());
            return failedChats.remove(provider) != null || !reported.containsKey(provider);
        }
        error.filter(e -> PROVIDER_ERRORS.contains(e.kind())).ifPresent(e -> failedChats.put(provider, e));
        return true;
    }

    /**
     * Records that the provider responded to a model list request. Earlier connection failures then no longer apply,
     * but a rejection of the API key still applies.
     */
    void recordResponse(String provider) {
        lastResponseAtMs.put(provider, System.currentTimeMillis());
        failedChats.computeIfPresent(
                provider, (name, error) -> CONNECTION_ERRORS.contains(error.kind()) ? null : error);
    }

    /**
     * Returns the time of the provider's last response, as in {@link
     * dev.openllm.protocol.model.ProviderInfo#lastAnswerAtMs}.
     */
    OptionalLong lastAnswerAtMs(String provider) {
        Long time = lastResponseAtMs.get(provider);
        return time == null ? OptionalLong.empty() : OptionalLong.of(time);
    }

    /** Discards the last failure because a new check was requested, for example after a new API key was set. */
    void forget(String provider) {
        failedChats.remove(provider);
    }

    /**
     * Returns the status of a provider.
     *
     * @param models the number of the provider's chat models
     * @param embeddingModels the number of the provider's embedding models
     */
    ProviderStatus of(ActiveProviders.Entry entry, ModelListCache.Known known, int models, int embeddingModels) {
        return switch (entry) {
            case ActiveProviders.Entry.Off off ->
                new ProviderStatus(State.DISABLED, UserText.of("Disabled"), Optional.empty());
            case ActiveProviders.Entry.Broken broken ->
                errorStatus(broken.error().text(), broken.error());
            case ActiveProviders.Entry.Usable usable -> ofUsable(usable, known, models, embeddingModels);
        };
    }

    private ProviderStatus ofUsable(
            ActiveProviders.Entry.Usable entry, ModelListCache.Known known, int models, int embeddingModels) {
        int total = models + embeddingModels;
        Optional<ErrorInfo> failure = Optional.ofNullable(failedChats.get(entry.name()))
                .or(() -> known.failure().filter(error -> !isOnlyMissingList(error, total)));
        if (failure.isPresent()) {
            return ofFailure(failure.get(), entry.endpoint().apiBase());
        }
        if (!known.attempted()) {
            return new ProviderStatus(State.LOADING, UserText.of("Loading models"), Optional.empty());
        }
        return total == 0
                        && entry.endpoint()
                                .builtInId()
                                .filter(id -> id.startsWith("azure"))
                                .isPresent()
                ? errorStatus(UserText.of("No deployments configured"), noDeploymentsError(entry.name()))
                : new ProviderStatus(State.READY, readyText(models, embeddingModels), Optional.empty());
    }

    /**
     * Returns whether an error indicates only that a provider has no model list. Such a provider is ready if the user
     * configured models for it.
     */
    private static boolean isOnlyMissingList(ErrorInfo error, int models) {
        return models > 0 && ModelListSources.indicatesNoList(error);
    }

    static ProviderStatus ofFailure(ErrorInfo error, URI apiBase) {
        if (MissingKey.matches(error)) {
            UserText message = MissingKey.isOtherHost(error)
                    ? UserText.of("The API key is bound to a different host")
                    : UserText.of("No API key");
            return new ProviderStatus(State.NO_KEY, message, Optional.of(error));
        }
        String host = Addresses.toDisplayName(apiBase);
        UserText message =
                switch (error.kind()) {
                    case NETWORK -> UserText.of("Cannot reach {0}", host);
                    case TIMEOUT -> UserText.of("No response from {0}", host);
                    case AUTH -> UserText.of("The API key was rejected");
                    case PERMISSION -> UserText.of("The API key lacks permission");
                    case QUOTA -> UserText.of("No credit or quota left");
                    case RATE_LIMITED -> UserText.of("Too many requests");
                    case OVERLOADED -> UserText.of("Overloaded");
                    default -> error.text();
                };
        return errorStatus(message, error);
    }

    /** Returns whether a failed model list request indicates that chat requests would fail as well. */
    static boolean preventsChats(ErrorInfo error) {
        return switch (error.kind()) {
            case AUTH, NETWORK, QUOTA, CONFIG -> true;
            default -> false;
        };
    }

    private static ProviderStatus errorStatus(UserText message, ErrorInfo error) {
        return new ProviderStatus(State.ERROR, message, Optional.of(error));
    }

    /**
     * Returns the error for an Azure resource whose deployments are unknown. Azure does not list deployments if the
     * request is authenticated with an API key.
     */
    private static ErrorInfo noDeploymentsError(String provider) {
        return ErrorInfo.of(
                        ErrorKind.CONFIG,
                        UserText.of(
                                "No deployments are configured for provider {0}, and Azure does not provide a list of "
                                        + "deployments.",
                                provider))
                .withProvider(provider)
                .withHint(UserText.of(
                        "List your deployments under `models` of {0}. Add base_model if a deployment's name "
                                + "differs from the model's name.",
                        provider));
    }

    private static UserText readyText(int models, int embeddingModels) {
        if (models == 0 && embeddingModels > 0) {
            return UserText.of(
                    "Ready · {0}",
                    embeddingModels == 1
                            ? UserText.of("1 embedding model")
                            : UserText.of("{0} embedding models", embeddingModels));
        }
        return UserText.of("Ready · {0}", models == 1 ? UserText.of("1 model") : UserText.of("{0} models", models));
    }

    /**
     * Notifies the listeners if the status of a provider has changed. The latest status is always reported last, even
     * if two updates race.
     */
    void notifyIfChanged(String provider) {
        notificationLock.lock();
        try {
            Optional<ProviderStatus> status = currentStatus.apply(provider);
            if (status.isPresent() && !status.get().equals(reported.put(provider, status.get()))) {
                StatusParams params = new StatusParams(provider, status.get());
                listeners.forEach(listener -> listener.accept(params));
            }
        } finally {
            notificationLock.unlock();
        }
    }
}
