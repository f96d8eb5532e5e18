package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.schema.NearestNames;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Variables;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.secret.SecretQuery;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates the endpoints of configured providers, built-in providers, and discovered servers. */
public final class Endpoints {

    private final BuiltInProviders services;
    private final Map<String, Dialect> dialects;
    private final Map<String, String> environment;

    public Endpoints(BuiltInProviders services, List<Dialect> dialects, Map<String, String> environment) {
        this.services = services;
        this.dialects = dialects.stream().collect(Collectors.toMap(Dialect::name, Function.identity()));
        this.environment = Map.copyOf(environment);
    }

    /**
     * Creates the endpoint of a configured provider.
     *
     * @throws OpenLlmException of kind {@code config} if the configuration is invalid
     */
    public Endpoint of(ProviderConfig config) {
        if (config.fault().isPresent()) {
            throw new OpenLlmException(config.fault().get().ofProvider(config.name()));
        }
        Optional<BuiltInProvider> named = serviceOf(config);
        String dialect =
                config.dialect().or(() -> named.map(BuiltInProvider::dialect)).orElse("openai-chat");
        BaseUrl given = config.apiBase()
                .map(text -> BaseUrl.of(text, dialect, config.name()))
                .orElseGet(() -> builtIn(named, config.name()));
        // A provider with a custom name is treated as a built-in provider if it has the address of that built-in
        // provider.
        Optional<BuiltInProvider> service = named.or(() -> at(given));
        Quirks quirks = new Quirks(service.map(BuiltInProvider::quirks).orElse(Map.of()));
        if (service.filter(Endpoints::isAzure).isPresent()) {
            AzureAddress azure = AzureAddress.of(given);
            BaseUrl base = new BaseUrl(azure.base(), azure.query());
            return endpoint(config, service, dialect, base, quirks.overlaidBy(quirksOf(azure)));
        }
        return endpoint(config, service, dialect, given, quirks);
    }

    private Endpoint endpoint(
            ProviderConfig config, Optional<BuiltInProvider> service, String dialect, BaseUrl base, Quirks quirks) {
        EntraQuirks.check(config.quirks(), config.name(), base.uri());
        HeaderRules.check(config.headers(), config.name());
        HeaderRules.hideSecrets(config.headers());
        SecretQuery key = query(config, service, base.uri());
        checkHeaders(config, key);
        Map<String, String> headers =
                new HashMap<>(service.map(BuiltInProvider::headers).orElse(Map.of()));
        headers.putAll(config.headers());
        return new Endpoint(
                config.name(),
                config.displayName()
                        .or(() -> service.filter(s -> ownName(s, config)).map(BuiltInProvider::name))
                        .orElse(config.name()),
                service.map(BuiltInProvider::id),
                dialect(dialect, config.name()),
                base.uri(),
                AuthScheme.named(service.map(BuiltInProvider::auth).orElse("bearer")),
                service.map(BuiltInProvider::needsKey).orElse(false),
                key,
                headers,
                base.query(),
                quirks.overlaidBy(new Quirks(config.quirks())),
                config.maxParallel());
    }

    private Optional<BuiltInProvider> at(BaseUrl given) {
        return AzureAddress.is(given) ? services.named("azure") : services.at(given.uri());
    }

    private static boolean isAzure(BuiltInProvider service) {
        return service.id().startsWith("azure");
    }

    private static Quirks quirksOf(AzureAddress azure) {
        Quirks quirks = azure.byDeployment() ? Quirks.NONE.with(AzureAddress.BY_DEPLOYMENT, "true") : Quirks.NONE;
        return azure.deployment()
                .map(name -> quirks.with(AzureAddress.DEPLOYMENT, name))
                .orElse(quirks);
    }

    /**
     * Creates the endpoint of a discovered server. The server is used without an API key until the user configures it.
     */
    public Endpoint found(BuiltInProvider service, URI apiBase) {
        return new Endpoint(
                service.id(),
                service.name(),
                Optional.of(service.id()),
                dialect(service.dialect(), service.id()),
                apiBase,
                Optional.empty(),
                false,
                new SecretQuery(service.id(), List.of(), Addresses.origin(apiBase), false),
                service.headers(),
                Map.of(),
                new Quirks(service.quirks()));
    }

    /**
     * Returns the built-in provider that a configured provider is based on, as determined by the configured provider's
     * preset or name.
     */
    Optional<BuiltInProvider> serviceOf(ProviderConfig config) {
        if (config.preset().isPresent()) {
            String preset = config.preset().get();
            return Optional.of(services.named(preset)
                    .orElseThrow(() -> new OpenLlmException(
                            ErrorKind.CONFIG,
                            UserText.of(
                                    "The preset {0} of provider {1} is not the name of a built-in provider.",
                                    preset, config.name()),
                            NearestNames.hint(
                                    preset,
                                    services.list().stream()
                                            .map(BuiltInProvider::id)
                                            .toList()))));
        }
        return services.named(config.name());
    }

    /**
     * Returns the dialect of a model. OpenAI reasoning models call tools only through the Responses API
     * (https://platform.openai.com/docs/guides/reasoning). The same is assumed for models that are newer than the
     * catalog.
     */
    public Dialect dialectOf(ProviderConfig config, Endpoint endpoint, ModelInfo model) {
        boolean decided = config.dialect().isPresent() || !isAtHome(endpoint);
        boolean reasons = model.capabilities().reasoning()
                || FactSheet.ASSUMED.equals(model.sources().get("capabilities.reasoning"));
        return endpoint.known()
                .flatMap(services::named)
                .flatMap(BuiltInProvider::reasoningDialect)
                .filter(dialect -> !decided && reasons && dialects.containsKey(dialect))
                .map(dialects::get)
                .orElse(endpoint.dialect());
    }

    /**
     * Returns whether an endpoint has the built-in provider's own address rather than the address of another server,
     * such as a proxy.
     */
    private boolean isAtHome(Endpoint endpoint) {
        boolean azure = endpoint.known()
                .flatMap(services::named)
                .filter(Endpoints::isAzure)
                .isPresent();
        return azure
                ? !endpoint.quirks().has(AzureAddress.BY_DEPLOYMENT)
                : services.at(endpoint.apiBase()).map(BuiltInProvider::id).equals(endpoint.known());
    }

    private boolean ownName(BuiltInProvider service, ProviderConfig config) {
        return service.id().equals(config.name()) || service.aliases().contains(config.name());
    }

    private BaseUrl builtIn(Optional<BuiltInProvider> service, String provider) {
        String base = service.flatMap(BuiltInProvider::apiBase)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("No base URL is specified for provider {0}.", provider),
                        service.isPresent()
                                ? UserText.of("Set api_base of {0} to the address of your own resource.", provider)
                                : UserText.of(
                                                "Set api_base of {0}, or use the name of a built-in provider."
                                                        + " Run `open-llm providers --all` to list them.",
                                                provider)
                                        .inVsCode("Set api_base of {0}, or use the name of a built-in provider. The"
                                                + " \"Open LLM: Add Provider\" command lists them.")));
        if (service.get().id().equals("ollama") && environment.containsKey("OLLAMA_HOST")) {
            return new BaseUrl(OllamaHost.parse(environment.get("OLLAMA_HOST")), Map.of());
        }
        Variables variables = Variables.of(environment);
        variables.unset(base).ifPresent(name -> {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("Provider {0} requires the environment variable {1}.", provider, name),
                    UserText.of("Set {0}, or set api_base of {1}.", name, provider));
        });
        return new BaseUrl(URI.create(variables.expanded(base).replaceFirst("/$", "")), Map.of());
    }

    private Dialect dialect(String name, String provider) {
        Dialect dialect = dialects.get(name);
        if (dialect == null) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("The dialect {1} specified for provider {0} does not exist.", provider, name),
                    UserText.of(
                            "Use one of these dialects: {0}.",
                            String.join(
                                    ", ", dialects.keySet().stream().sorted().toList())));
        }
        return dialect;
    }

    private SecretQuery query(ProviderConfig config, Optional<BuiltInProvider> service, URI base) {
        List<String> known = service.map(BuiltInProvider::keyEnv).orElse(List.of());
        if (isGroup(config)) {
            // The user set an API key for this provider. An environment variable, which can contain a key of another
            // account, must not take precedence over that key.
            return new SecretQuery(config.name(), List.of(), Addresses.origin(base), false);
        }
        List<String> names =
                config.apiKeyEnv().map(List::of).orElse(known.isEmpty() ? List.of(variableFor(config.name())) : known);
        boolean foreignVariable =
                config.apiKeyEnv().filter(name -> !known.contains(name)).isPresent()
                        && fromWorkspace(config, "apiKeyEnv");
        boolean foreignAddress = config.apiBase().isPresent() && fromWorkspace(config, "apiBase");
        return new SecretQuery(
                        config.name(),
                        names,
                        Addresses.origin(base),
                        foreignAddress || foreignVariable || isForeignService(config))
                .printedBy(config.apiKeyCommand());
    }

    /**
     * Returns whether a workspace affects which credentials are sent or where they are sent. A preset determines which
     * environment variable or account is used. If no base URL is configured, the preset also determines the host to
     * which the user's API key is sent.
     */
    private static boolean isForeignService(ProviderConfig config) {
        boolean ownKey = config.apiKeyEnv().isPresent() && !fromWorkspace(config, "apiKeyEnv")
                || !config.apiKeyCommand().isEmpty();
        boolean foreignPreset = (config.apiBase().isPresent() || ownKey) && fromWorkspace(config, "preset");
        return foreignPreset
                || fromWorkspace(config, "quirks." + AzureTokens.SCOPE)
                || fromWorkspace(config, "quirks." + AzureTokens.AUDIENCE)
                || fromWorkspace(config, "quirks." + AzureTokens.SIGN_IN);
    }

    /** Returns whether the entire configuration is from a provider group that the user added in VS Code. */
    private static boolean isGroup(ProviderConfig config) {
        return !config.origins().isEmpty()
                && config.origins().values().stream().allMatch(origin -> origin.source() == Origin.Source.VSCODE_GROUP);
    }

    /**
     * Returns the name of the environment variable that can contain the API key for a provider that is not built in.
     * For example, the variable for {@code my-server} is {@code MY_SERVER_API_KEY}.
     */
    private static String variableFor(String provider) {
        return provider.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_API_KEY";
    }

    /**
     * Rejects a header from the user's configuration that contains an API key if a workspace specifies the provider's
     * address. Such a header can be sent only to the hosts in the user's own configuration. The same restriction
     * applies to an API key from an environment variable.
     */
    private static void checkHeaders(ProviderConfig config, SecretQuery key) {
        if (fromWorkspace(config, config.apiBase().isPresent() ? "apiBase" : "preset")) {
            HeaderRules.refuseKeysOfUser(config, key.origin());
        }
    }

    private static boolean fromWorkspace(ProviderConfig config, String field) {
        Origin origin = config.origins().get(field);
        return origin != null && origin.fromWorkspace();
    }
}
