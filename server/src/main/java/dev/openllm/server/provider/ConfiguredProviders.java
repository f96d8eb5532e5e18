package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ListProvidersResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The providers of the configuration, the local servers that were found, and the built-in echo. */
public final class ConfiguredProviders implements Providers {

    private final ConfigSource config;
    private final Endpoints endpoints;
    private final KnownServices services;
    private final Requests requests;
    private final ModelLists lists;
    private final OfferedModels offered;
    private final ResolvedModels resolved;
    private final Patience patience;
    private final LocalServers local;
    private final Statuses statuses = new Statuses();
    private final List<Runnable> modelListeners = new CopyOnWriteArrayList<>();
    private final CatalogRefresh catalogRefresh;
    private volatile Roster roster;

    /**
     * @param dialects all there are
     * @param catalog what is known of models
     * @param environment the process's environment: {@code OLLAMA_HOST} and the variables in addresses of services
     * @param account whose tokens Azure takes instead of a key
     */
    public ConfiguredProviders(
            ConfigSource config,
            Secrets secrets,
            HttpSender http,
            List<Dialect> dialects,
            Catalog catalog,
            Map<String, String> environment,
            MicrosoftAccount account) {
        this(config, secrets, http, dialects, catalog, environment, account, LocalServers.candidates(
                KnownServices.all(), Optional.ofNullable(environment.get("OLLAMA_HOST"))));
    }

    /** With the local servers to look for. */
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
        this.services = KnownServices.all();
        this.endpoints = new Endpoints(services, dialects, environment);
        this.requests = new Requests(secrets, new AzureTokens(environment, http, account));
        ModelListing listing = new ModelListing(requests, http);
        ServiceListings listings = new ServiceListings(services, requests, listing, catalog);
        this.lists = new ModelLists(listings::ask, System::nanoTime);
        this.offered = new OfferedModels(catalog);
        this.resolved = new ResolvedModels(offered, endpoints, lists::known, catalog::edition);
        this.patience = new Patience(lists, offered);
        this.catalogRefresh =
                new CatalogRefresh(catalog, http, CatalogRefresh.PUBLISHED, CatalogRefresh.folder(environment));
        this.local = new LocalServers(candidates, endpoints, listing, System::nanoTime);
        this.roster = Roster.of(config.current(), List.of(), endpoints);
        lists.onFetched(this::listFetched);
        local.onChange(this::rosterChanged);
        config.onChange(changed -> rosterChanged());
    }

    /**
     * Looks for local servers, for model lists and, if that is switched on, for newer facts about models, all in the
     * background, so that they are there when wanted.
     */
    public void warm() {
        patience.stay();
        refreshCatalog();
        look(false);
        roster.endpoints().forEach(lists::freshen);
    }

    @Override
    public ListModelsResult models(ListModelsParams params) {
        Patience.await(look(params.refresh()), patience.ofLook(params.refresh()));
        List<Roster.Entry.Usable> asked = roster.usable().stream()
                .filter(entry -> params.provider().isEmpty() || params.provider().get().equals(entry.name()))
                .toList();
        if (params.refresh()) {
            asked.forEach(entry -> statuses.forget(entry.name()));
        }
        patience.awaitLists(asked, params.refresh());
        List<ModelInfo> models = new ArrayList<>();
        asked.forEach(entry -> models.addAll(offered.of(entry, lists.known(entry.endpoint()))));
        if (echoIsOn() && params.provider().orElse(Roster.ECHO).equals(Roster.ECHO)) {
            models.add(EchoModel.INFO);
        }
        List<ModelInfo> hidden = new ArrayList<>();
        if (params.hidden()) {
            asked.forEach(entry -> hidden.addAll(offered.leftOut(entry, lists.known(entry.endpoint()))));
        }
        return new ListModelsResult(models, Optional.of(defaultModel()), hidden);
    }

    @Override
    public ListProvidersResult providers(ListProvidersParams params) {
        Patience.await(look(params.refresh()), patience.ofLook(params.refresh()));
        if (params.refresh()) {
            patience.awaitLists(roster.usable(), true);
        } else {
            roster.endpoints().forEach(lists::freshen);
        }
        ProviderInfos infos = new ProviderInfos(statuses, lists, requests, offered);
        List<ProviderInfo> all = new ArrayList<>();
        Roster now = roster;
        now.entries().forEach(entry -> all.add(infos.of(entry)));
        all.add(EchoModel.provider(echoIsOn()));
        if (params.known()) {
            services.list().stream().filter(s -> now.named(s.id()).isEmpty()).map(infos::known).forEach(all::add);
        }
        return new ListProvidersResult(all);
    }

    @Override
    public ResolvedModel resolve(String model) {
        if (model.isBlank()) {
            return resolver().resolve(awaitDefaultModel());
        }
        String provider = model.contains("/") ? model.substring(0, model.indexOf('/')) : "";
        Optional<Roster.Entry> entry = roster.named(provider);
        if (entry.isPresent()) {
            patience.awaitFacts(entry.get());
        } else if (!provider.equals(Roster.ECHO)) {
            Patience.await(look(false), Patience.ONLY_LOOK);
            patience.awaitLists(roster.usable(), false);
        }
        return resolver().resolve(model.strip());
    }

    @Override
    public SecretQuery secretQuery(String provider) {
        return switch (roster.named(provider).or(() -> unconfigured(provider)).orElse(null)) {
            case Roster.Entry.Usable usable when usable.found() -> endpoints.of(usable.config()).key();
            case Roster.Entry.Usable usable -> usable.endpoint().key();
            case Roster.Entry.Broken broken -> throw new OpenLlmException(broken.error());
            case Roster.Entry.Off off -> endpoints.of(off.config()).key();
            case null -> throw unknownProvider(provider);
        };
    }

    @Override
    public boolean spendsKey(Endpoint endpoint) {
        return requests.spendsKey(endpoint);
    }

    @Override
    public HttpCall prepare(Endpoint endpoint, WireRequest request, TimeLimits limits) {
        return requests.prepareChat(endpoint, request, limits);
    }

    @Override
    public ErrorInfo explain(Endpoint endpoint, ErrorInfo refusal) {
        return requests.explain(endpoint, refusal);
    }

    @Override
    public void report(StatusParams status) {
        if (statuses.chatEnded(status.provider(), status.status().error())) {
            roster.named(status.provider()).ifPresent(this::tellStatus);
        }
    }

    @Override
    public void onModelsChanged(Runnable listener) {
        modelListeners.add(listener);
    }

    @Override
    public void onStatusChanged(Consumer<StatusParams> listener) {
        statuses.onChange(listener);
    }

    private ModelResolver resolver() {
        return new ModelResolver(roster, echoIsOn(), offered, resolved, lists::known, this::unconfigured);
    }

    /** A known service that nobody configured works by its name alone. */
    private Optional<Roster.Entry> unconfigured(String name) {
        return services.named(name).map(service -> {
            ProviderConfig bare = ProviderConfig.named(name);
            return new Roster.Entry.Usable(bare, endpoints.of(bare), false);
        });
    }

    private OpenLlmException unknownProvider(String name) {
        List<String> names = new ArrayList<>(roster.entries().stream().map(Roster.Entry::name).toList());
        services.list().forEach(service -> names.add(service.id()));
        return new OpenLlmException(
                ErrorKind.CONFIG, "There is no provider " + name + ".", NearestNames.hint(name, names));
    }

    private boolean echoIsOn() {
        return config.current().provider(Roster.ECHO).flatMap(ProviderConfig::enabled).orElse(true);
    }

    // ---- the default model

    private String awaitDefaultModel() {
        Optional<String> configured = config.current().defaultModel();
        if (configured.isPresent()) {
            return configured.get();
        }
        for (Roster.Entry.Usable entry : roster.usable()) {
            if (!entry.found()) {
                Patience.await(lists.freshen(entry.endpoint()), patience.ofList(false));
                Optional<String> first = DefaultModel.first(entry, offered, lists);
                if (first.isPresent()) {
                    return first.get();
                }
            }
        }
        Patience.await(look(false), Patience.REFRESH);
        patience.awaitLists(roster.usable(), false);
        return defaultModel();
    }

    private String defaultModel() {
        return DefaultModel.of(config.current().defaultModel(), roster, offered, lists);
    }

    // ---- changes

    private CompletableFuture<?> look(boolean again) {
        if (!discoveryIsOn()) {
            return CompletableFuture.completedFuture(null);
        }
        return again ? local.look() : local.freshen();
    }

    private boolean discoveryIsOn() {
        return !"false".equals(config.current().settings().get("discovery.enabled"));
    }

    /** Only in a process that stays: a single command is over before the file is there. */
    private void refreshCatalog() {
        if (patience.stays()) {
            boolean wanted = "true".equals(config.current().settings().get("catalog.refresh"));
            catalogRefresh.follow(wanted, () -> modelListeners.forEach(Runnable::run));
        }
    }

    private void rosterChanged() {
        refreshCatalog();
        callRoll();
        Roster now = roster;
        now.entries().forEach(this::tellStatus);
        now.endpoints().forEach(lists::freshen);
        modelListeners.forEach(Runnable::run);
    }

    /** Configuration and discovery change on threads of their own: the later of two must see both. */
    private synchronized void callRoll() {
        roster = Roster.of(config.current(), discoveryIsOn() ? local.found() : List.of(), endpoints);
        lists.retain(roster.endpoints());
    }

    private void listFetched(Endpoint endpoint, boolean changed) {
        if (lists.known(endpoint).failure().isEmpty()) {
            statuses.answered(endpoint.name());
        }
        roster.named(endpoint.name()).ifPresent(this::tellStatus);
        if (changed) {
            modelListeners.forEach(Runnable::run);
        }
    }

    private void tellStatus(Roster.Entry entry) {
        statuses.tell(entry.name(), () -> new ProviderInfos(statuses, lists, requests, offered).status(entry));
    }
}
