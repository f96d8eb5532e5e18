package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ListProvidersResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.schema.NearestNames;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.provider.endpoint.AzureTokens;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import dev.openllm.server.provider.endpoint.ChatSigner;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.Endpoints;
import dev.openllm.server.provider.endpoint.RequestSigner;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.provider.listing.ModelListCache;
import dev.openllm.server.provider.listing.ModelListClient;
import dev.openllm.server.provider.listing.ModelListSources;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Manages the configured providers, the discovered local servers, and the built-in Echo provider. */
public final class ConfiguredProviders implements Providers {

    private final ConfigSource config;
    private final Endpoints endpoints;
    private final BuiltInProviders builtInProviders;
    private final RequestSigner signer;
    private final ModelListCache modelLists;
    private final AvailableModels availableModels;
    private final ResolvedModels resolvedModels;
    private final LookupTimeouts lookupTimeouts;
    private final LocalServers localServers;
    private final ProviderStatuses providerStatuses;
    private final ProviderInfos providerInfos;
    private final DefaultModel defaultModel;
    private final LearnedLimits learnedLimits = new LearnedLimits();
    private final List<Runnable> modelListeners = new CopyOnWriteArrayList<>();
    private final CatalogRefresh catalogRefresh;
    private volatile ActiveProviders activeProviders;

    /**
     * Creates an instance that discovers the local servers among the built-in providers.
     *
     * @param dialects all available dialects
     * @param catalog the catalog of model data
     * @param environment the process's environment variables, for {@code OLLAMA_HOST} and the variables in base URLs
     * @param account the Microsoft account whose tokens are used for Azure instead of an API key
     */
    public ConfiguredProviders(
            ConfigSource config,
            Secrets secrets,
            HttpSender http,
            List<Dialect> dialects,
            Catalog catalog,
            Map<String, String> environment,
            MicrosoftAccount account) {
        this(
                config,
                secrets,
                http,
                dialects,
                catalog,
                environment,
                account,
                LocalServers.candidates(BuiltInProviders.all(), Optional.ofNullable(environment.get("OLLAMA_HOST"))));
    }

    /** Creates an instance that looks for the specified local servers. */
    ConfiguredProviders(
            ConfigSource config,
            Secrets secrets,
            HttpSender http,
            List<Dialect> dialects,
            Catalog catalog,
            Map<String, String> environment,
            MicrosoftAccount account,
            List<LocalServers.Found> candidates) {
        this.config = config;
        this.builtInProviders = BuiltInProviders.all();
        this.endpoints = new Endpoints(builtInProviders, dialects, environment);
        this.signer = new RequestSigner(secrets, new AzureTokens(environment, http, account));
        ModelListClient modelListClient = new ModelListClient(signer, http);
        ModelListSources modelListSources = new ModelListSources(builtInProviders, signer, modelListClient, catalog);
        this.modelLists = new ModelListCache(modelListSources::fetch, System::nanoTime);
        this.availableModels = new AvailableModels(catalog, learnedLimits);
        this.resolvedModels = new ResolvedModels(availableModels, endpoints, modelLists::cached, catalog::version);
        this.lookupTimeouts = new LookupTimeouts(modelLists, availableModels);
        this.defaultModel = new DefaultModel(availableModels, modelLists, lookupTimeouts);
        this.providerStatuses = new ProviderStatuses(this::status);
        this.providerInfos = new ProviderInfos(providerStatuses, modelLists, signer, availableModels);
        this.catalogRefresh =
                new CatalogRefresh(catalog, http, CatalogRefresh.DATA_URL, CatalogRefresh.folder(environment));
        this.localServers = new LocalServers(candidates, endpoints, modelListClient, System::nanoTime);
        this.activeProviders = ActiveProviders.of(config.current(), List.of(), endpoints);
        modelLists.onFetched(this::onListFetched);
        localServers.onChange(this::onProvidersChanged);
        config.onChange(changed -> onProvidersChanged());
    }

    /**
     * Starts to discover local servers, request model lists, and, if enabled, download current model data. These tasks
     * run in the background, so their results are available when needed.
     */
    public void warmUp() {
        lookupTimeouts.markLongRunning();
        refreshCatalog();
        discover(false);
        activeProviders.endpoints().forEach(modelLists::refreshIfStale);
    }

    @Override
    public ListModelsResult models(ListModelsParams params) {
        LookupTimeouts.await(discover(params.refresh()), lookupTimeouts.discoveryTimeout(params.refresh()));
        List<ActiveProviders.Entry.Usable> selected = activeProviders.usable().stream()
                .filter(entry ->
                        params.provider().isEmpty() || params.provider().get().equals(entry.name()))
                .toList();
        if (params.refresh()) {
            selected.forEach(entry -> providerStatuses.forget(entry.name()));
        }
        lookupTimeouts.awaitLists(selected, params.refresh());
        List<ModelInfo> models = new ArrayList<>();
        List<ModelInfo> embeddingModels = new ArrayList<>();
        selected.forEach(entry -> {
            ModelListCache.Known known = modelLists.cached(entry.endpoint());
            models.addAll(availableModels.chatModels(entry, known));
            embeddingModels.addAll(availableModels.embeddingModels(entry, known));
        });
        if (isEchoEnabled() && params.provider().orElse(ActiveProviders.ECHO).equals(ActiveProviders.ECHO)) {
            models.add(EchoProvider.INFO);
        }
        List<ModelInfo> hidden = new ArrayList<>();
        if (params.hidden()) {
            selected.forEach(
                    entry -> hidden.addAll(availableModels.excludedModels(entry, modelLists.cached(entry.endpoint()))));
        }
        return new ListModelsResult(models, defaultModel(), hidden, embeddingModels);
    }

    @Override
    public ListProvidersResult providers(ListProvidersParams params) {
        LookupTimeouts.await(
                params.refresh() || !isDiscoveryEnabled() ? discover(params.refresh()) : localServers.poll(),
                lookupTimeouts.discoveryTimeout(params.refresh()));
        if (params.refresh()) {
            lookupTimeouts.awaitLists(activeProviders.usable(), true);
        } else {
            activeProviders.endpoints().forEach(modelLists::refreshIfStale);
        }
        List<ProviderInfo> all = new ArrayList<>();
        ActiveProviders snapshot = activeProviders;
        snapshot.entries().forEach(entry -> all.add(providerInfos.of(entry)));
        all.add(EchoProvider.provider(isEchoEnabled()));
        if (params.known()) {
            builtInProviders.byPopularity().stream()
                    .filter(s -> snapshot.find(s.id()).isEmpty())
                    .map(providerInfos::ofBuiltIn)
                    .forEach(all::add);
        }
        return new ListProvidersResult(all);
    }

    @Override
    public ResolvedModel resolve(String model) {
        if (model.isBlank()) {
            return resolver().resolve(awaitDefaultModel());
        }
        awaitFacts(model);
        return resolver().resolve(model.strip());
    }

    @Override
    public ResolvedModel resolveEmbedding(String model) {
        awaitFacts(model);
        return resolver().resolveEmbedding(model.strip());
    }

    private void awaitFacts(String model) {
        String provider = model.contains("/") ? model.substring(0, model.indexOf('/')) : "";
        Optional<ActiveProviders.Entry> entry = activeProviders.find(provider);
        if (entry.isPresent()) {
            lookupTimeouts.awaitFacts(entry.get());
        } else if (!provider.equals(ActiveProviders.ECHO)) {
            LookupTimeouts.await(discover(false), LookupTimeouts.ONE_SHOT_DISCOVERY_TIMEOUT);
            lookupTimeouts.awaitLists(activeProviders.usable(), false);
        }
    }

    @Override
    public Map<String, String> aliases() {
        return ModelAliases.of(config.current().settings()).exact();
    }

    @Override
    public SecretQuery secretQuery(String provider) {
        return switch (activeProviders
                .find(provider)
                .or(() -> unconfigured(provider))
                .orElse(null)) {
            case ActiveProviders.Entry.Usable usable
            when usable.discovered() -> endpoints.of(usable.config()).key();
            case ActiveProviders.Entry.Usable usable -> usable.endpoint().key();
            case ActiveProviders.Entry.Broken broken -> throw new OpenLlmException(broken.error());
            case ActiveProviders.Entry.Off off -> endpoints.of(off.config()).key();
            case null -> throw unknownProviderError(provider);
        };
    }

    @Override
    public void recordLimits(Endpoint endpoint, String model, OptionalInt contextTokens, OptionalInt outputTokens) {
        learnedLimits.learn(endpoint, model, contextTokens, outputTokens);
        resolvedModels.clear();
        modelListeners.forEach(Runnable::run);
    }

    @Override
    public void onModelsChanged(Runnable listener) {
        modelListeners.add(listener);
    }

    @Override
    public ChatSigner signer() {
        return signer;
    }

    @Override
    public ProviderHealth health() {
        return providerStatuses;
    }

    private ModelResolver resolver() {
        return new ModelResolver(
                activeProviders,
                isEchoEnabled(),
                availableModels,
                resolvedModels,
                modelLists::cached,
                this::unconfigured,
                ModelAliases.of(config.current().settings()));
    }

    /**
     * Creates an entry for a built-in provider that is not configured. Such a provider can be used by specifying only
     * its name.
     */
    private Optional<ActiveProviders.Entry> unconfigured(String name) {
        return builtInProviders.find(name).map(builtIn -> {
            ProviderConfig defaults = config.current().unconfigured(name);
            return new ActiveProviders.Entry.Usable(defaults, endpoints.of(defaults), false);
        });
    }

    private OpenLlmException unknownProviderError(String name) {
        List<String> names = new ArrayList<>(activeProviders.entries().stream()
                .map(ActiveProviders.Entry::name)
                .toList());
        builtInProviders.list().forEach(builtIn -> names.add(builtIn.id()));
        return new OpenLlmException(
                ErrorKind.CONFIG, UserText.of("Provider {0} does not exist.", name), NearestNames.hint(name, names));
    }

    private boolean isEchoEnabled() {
        return config.current()
                .provider(ActiveProviders.ECHO)
                .map(echo -> echo.fault().isEmpty() && echo.enabled().orElse(true))
                .orElse(true);
    }

    // ---- Default model

    private String awaitDefaultModel() {
        Optional<String> configured = defaultModel.awaitConfigured(config.current(), activeProviders);
        if (configured.isPresent()) {
            return configured.get();
        }
        LookupTimeouts.await(discover(false), LookupTimeouts.REFRESH_TIMEOUT);
        lookupTimeouts.awaitLists(activeProviders.usable(), false);
        return defaultModel()
                .or(() -> defaultModel.awaitConfigured(config.current(), activeProviders))
                .orElse(EchoProvider.INFO.id());
    }

    private Optional<String> defaultModel() {
        return defaultModel.of(config.current(), activeProviders);
    }

    private Optional<ProviderStatus> status(String provider) {
        return activeProviders.find(provider).map(providerInfos::status);
    }

    // ---- Changes to the providers and their models

    private CompletableFuture<?> discover(boolean force) {
        if (!isDiscoveryEnabled()) {
            return CompletableFuture.completedFuture(null);
        }
        return force ? localServers.discover() : localServers.refreshIfStale();
    }

    private boolean isDiscoveryEnabled() {
        return !"false".equals(config.current().settings().get("discovery.enabled"));
    }

    /**
     * Starts or stops using downloaded model data, as specified by the {@code catalog.refresh} setting. In a process
     * that runs a single command, the setting is ignored because the process ends before a download is complete.
     */
    private void refreshCatalog() {
        if (lookupTimeouts.isLongRunning()) {
            boolean enabled = "true".equals(config.current().settings().get("catalog.refresh"));
            catalogRefresh.apply(enabled, () -> modelListeners.forEach(Runnable::run));
        }
    }

    private void onProvidersChanged() {
        refreshCatalog();
        updateActiveProviders();
        ActiveProviders snapshot = activeProviders;
        snapshot.entries().forEach(entry -> providerStatuses.notifyIfChanged(entry.name()));
        snapshot.endpoints().forEach(modelLists::refreshIfStale);
        modelListeners.forEach(Runnable::run);
    }

    /**
     * Replaces the snapshot of the providers. This method is synchronized because configuration changes and discovery
     * results arrive on different threads, and the later update must take the earlier one into account.
     */
    private synchronized void updateActiveProviders() {
        activeProviders = ActiveProviders.of(
                config.current(), isDiscoveryEnabled() ? localServers.servers() : List.of(), endpoints);
        modelLists.retain(activeProviders.endpoints());
    }

    private void onListFetched(Endpoint endpoint, boolean changed) {
        if (modelLists.cached(endpoint).failure().isEmpty()) {
            providerStatuses.recordResponse(endpoint.name());
        }
        providerStatuses.notifyIfChanged(endpoint.name());
        if (changed) {
            learnedLimits.forget(endpoint);
            modelListeners.forEach(Runnable::run);
        }
    }
}
