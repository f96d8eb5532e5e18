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
    private final BuiltInProviders services;
    private final RequestSigner requests;
    private final ModelListCache lists;
    private final AvailableModels offered;
    private final ResolvedModels resolved;
    private final LookupTimeouts lookupTimeouts;
    private final LocalServers local;
    private final ProviderStatuses providerStatuses;
    private final ProviderInfos infos;
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
        this.services = BuiltInProviders.all();
        this.endpoints = new Endpoints(services, dialects, environment);
        this.requests = new RequestSigner(secrets, new AzureTokens(environment, http, account));
        ModelListClient modelListClient = new ModelListClient(requests, http);
        ModelListSources modelListSources = new ModelListSources(services, requests, modelListClient, catalog);
        this.lists = new ModelListCache(modelListSources::ask, System::nanoTime);
        this.offered = new AvailableModels(catalog, learnedLimits);
        this.resolved = new ResolvedModels(offered, endpoints, lists::known, catalog::edition);
        this.lookupTimeouts = new LookupTimeouts(lists, offered);
        this.defaultModel = new DefaultModel(offered, lists, lookupTimeouts);
        this.providerStatuses = new ProviderStatuses(this::status);
        this.infos = new ProviderInfos(providerStatuses, lists, requests, offered);
        this.catalogRefresh =
                new CatalogRefresh(catalog, http, CatalogRefresh.PUBLISHED, CatalogRefresh.folder(environment));
        this.local = new LocalServers(candidates, endpoints, modelListClient, System::nanoTime);
        this.activeProviders = ActiveProviders.of(config.current(), List.of(), endpoints);
        lists.onFetched(this::listFetched);
        local.onChange(this::rosterChanged);
        config.onChange(changed -> rosterChanged());
    }

    /**
     * Starts to discover local servers, request model lists, and, if enabled, download current model data. These tasks
     * run in the background, so their results are available when needed.
     */
    public void warm() {
        lookupTimeouts.stay();
        refreshCatalog();
        look(false);
        activeProviders.endpoints().forEach(lists::freshen);
    }

    @Override
    public ListModelsResult models(ListModelsParams params) {
        LookupTimeouts.await(look(params.refresh()), lookupTimeouts.ofLook(params.refresh()));
        List<ActiveProviders.Entry.Usable> asked = activeProviders.usable().stream()
                .filter(entry ->
                        params.provider().isEmpty() || params.provider().get().equals(entry.name()))
                .toList();
        if (params.refresh()) {
            asked.forEach(entry -> providerStatuses.forget(entry.name()));
        }
        lookupTimeouts.awaitLists(asked, params.refresh());
        List<ModelInfo> models = new ArrayList<>();
        List<ModelInfo> embeddingModels = new ArrayList<>();
        asked.forEach(entry -> {
            ModelListCache.Known known = lists.known(entry.endpoint());
            models.addAll(offered.of(entry, known));
            embeddingModels.addAll(offered.forEmbeddings(entry, known));
        });
        if (echoIsOn() && params.provider().orElse(ActiveProviders.ECHO).equals(ActiveProviders.ECHO)) {
            models.add(EchoProvider.INFO);
        }
        List<ModelInfo> hidden = new ArrayList<>();
        if (params.hidden()) {
            asked.forEach(entry -> hidden.addAll(offered.leftOut(entry, lists.known(entry.endpoint()))));
        }
        return new ListModelsResult(models, defaultModel(), hidden, embeddingModels);
    }

    @Override
    public ListProvidersResult providers(ListProvidersParams params) {
        LookupTimeouts.await(
                params.refresh() || !discoveryIsOn() ? look(params.refresh()) : local.watch(),
                lookupTimeouts.ofLook(params.refresh()));
        if (params.refresh()) {
            lookupTimeouts.awaitLists(activeProviders.usable(), true);
        } else {
            activeProviders.endpoints().forEach(lists::freshen);
        }
        List<ProviderInfo> all = new ArrayList<>();
        ActiveProviders now = activeProviders;
        now.entries().forEach(entry -> all.add(infos.of(entry)));
        all.add(EchoProvider.provider(echoIsOn()));
        if (params.known()) {
            services.byPopularity().stream()
                    .filter(s -> now.named(s.id()).isEmpty())
                    .map(infos::known)
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
        Optional<ActiveProviders.Entry> entry = activeProviders.named(provider);
        if (entry.isPresent()) {
            lookupTimeouts.awaitFacts(entry.get());
        } else if (!provider.equals(ActiveProviders.ECHO)) {
            LookupTimeouts.await(look(false), LookupTimeouts.ONLY_LOOK);
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
                .named(provider)
                .or(() -> unconfigured(provider))
                .orElse(null)) {
            case ActiveProviders.Entry.Usable usable
            when usable.found() -> endpoints.of(usable.config()).key();
            case ActiveProviders.Entry.Usable usable -> usable.endpoint().key();
            case ActiveProviders.Entry.Broken broken -> throw new OpenLlmException(broken.error());
            case ActiveProviders.Entry.Off off -> endpoints.of(off.config()).key();
            case null -> throw unknownProvider(provider);
        };
    }

    @Override
    public void learned(Endpoint endpoint, String model, OptionalInt contextTokens, OptionalInt outputTokens) {
        learnedLimits.learn(endpoint, model, contextTokens, outputTokens);
        resolved.forget();
        modelListeners.forEach(Runnable::run);
    }

    @Override
    public void onModelsChanged(Runnable listener) {
        modelListeners.add(listener);
    }

    @Override
    public ChatSigner requests() {
        return requests;
    }

    @Override
    public ProviderHealth health() {
        return providerStatuses;
    }

    private ModelResolver resolver() {
        return new ModelResolver(
                activeProviders,
                echoIsOn(),
                offered,
                resolved,
                lists::known,
                this::unconfigured,
                ModelAliases.of(config.current().settings()));
    }

    /**
     * Creates an entry for a built-in provider that is not configured. Such a provider can be used by specifying only
     * its name.
     */
    private Optional<ActiveProviders.Entry> unconfigured(String name) {
        return services.named(name).map(service -> {
            ProviderConfig bare = config.current().unconfigured(name);
            return new ActiveProviders.Entry.Usable(bare, endpoints.of(bare), false);
        });
    }

    private OpenLlmException unknownProvider(String name) {
        List<String> names = new ArrayList<>(activeProviders.entries().stream()
                .map(ActiveProviders.Entry::name)
                .toList());
        services.list().forEach(service -> names.add(service.id()));
        return new OpenLlmException(
                ErrorKind.CONFIG, UserText.of("Provider {0} does not exist.", name), NearestNames.hint(name, names));
    }

    private boolean echoIsOn() {
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
        LookupTimeouts.await(look(false), LookupTimeouts.REFRESH);
        lookupTimeouts.awaitLists(activeProviders.usable(), false);
        return defaultModel()
                .or(() -> defaultModel.awaitConfigured(config.current(), activeProviders))
                .orElse(EchoProvider.INFO.id());
    }

    private Optional<String> defaultModel() {
        return defaultModel.of(config.current(), activeProviders);
    }

    private Optional<ProviderStatus> status(String provider) {
        return activeProviders.named(provider).map(infos::status);
    }

    // ---- Changes to the providers and their models

    private CompletableFuture<?> look(boolean again) {
        if (!discoveryIsOn()) {
            return CompletableFuture.completedFuture(null);
        }
        return again ? local.look() : local.freshen();
    }

    private boolean discoveryIsOn() {
        return !"false".equals(config.current().settings().get("discovery.enabled"));
    }

    /**
     * Starts or stops using downloaded model data, as specified by the {@code catalog.refresh} setting. In a process
     * that runs a single command, the setting is ignored because the process ends before a download is complete.
     */
    private void refreshCatalog() {
        if (lookupTimeouts.stays()) {
            boolean wanted = "true".equals(config.current().settings().get("catalog.refresh"));
            catalogRefresh.follow(wanted, () -> modelListeners.forEach(Runnable::run));
        }
    }

    private void rosterChanged() {
        refreshCatalog();
        callRoll();
        ActiveProviders now = activeProviders;
        now.entries().forEach(entry -> providerStatuses.tell(entry.name()));
        now.endpoints().forEach(lists::freshen);
        modelListeners.forEach(Runnable::run);
    }

    /**
     * Replaces the snapshot of the providers. This method is synchronized because configuration changes and discovery
     * results arrive on different threads, and the later update must take the earlier one into account.
     */
    private synchronized void callRoll() {
        activeProviders = ActiveProviders.of(config.current(), discoveryIsOn() ? local.found() : List.of(), endpoints);
        lists.retain(activeProviders.endpoints());
    }

    private void listFetched(Endpoint endpoint, boolean changed) {
        if (lists.known(endpoint).failure().isEmpty()) {
            providerStatuses.answered(endpoint.name());
        }
        providerStatuses.tell(endpoint.name());
        if (changed) {
            learnedLimits.forget(endpoint);
            modelListeners.forEach(Runnable::run);
        }
    }
}
