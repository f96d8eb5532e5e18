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

    private final BuiltInProviders builtInProviders;
    private final Map<String, Dialect> dialects;
    private final Map<String, String> environment;

    public Endpoints(BuiltInProviders builtInProviders, List<Dialect> dialects, Map<String, String> environment) {
        this.builtInProviders = builtInProviders;
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
        Optional<BuiltInProvider> namedBuiltIn = builtInProviderOf(config);
        String dialect = config.dialect()
                .or(() -> namedBuiltIn.map(BuiltInProvider::dialect))
                .orElse("openai-chat");
        BaseUrl baseUrl = config.apiBase()
                .map(text -> BaseUrl.of(text, dialect, config.name()))
                .orElseGet(() -> defaultBaseUrl(namedBuiltIn, config.name()));
        // A provider with a custom name is treated as a built-in provider if it has the address of that built-in
        // provider.
        Optional<BuiltInProvider> builtIn = namedBuiltIn.or(() -> findByAddress(baseUrl));
        Quirks quirks = new Quirks(builtIn.map(BuiltInProvider::quirks).orElse(Map.of()));
        if (builtIn.filter(Endpoints::isAzure).isPresent()) {
            AzureAddress azure = AzureAddress.of(baseUrl);
            BaseUrl base = new BaseUrl(azure.base(), azure.query());
            return endpoint(config, builtIn, dialect, base, quirks.overlaidBy(azureQuirks(azure)));
        }
        return endpoint(config, builtIn, dialect, baseUrl, quirks);
    }

    private Endpoint endpoint(
            ProviderConfig config, Optional<BuiltInProvider> builtIn, String dialect, BaseUrl base, Quirks quirks) {
        EntraQuirks.check(config.quirks(), config.name(), base.uri());
        HeaderRules.check(config.headers(), config.name());
        HeaderRules.registerSecrets(config.headers());
        SecretQuery key = secretQuery(config, builtIn, base.uri());
        checkHeaders(config, key);
        Map<String, String> headers =
                new HashMap<>(builtIn.map(BuiltInProvider::headers).orElse(Map.of()));
        headers.putAll(config.headers());
        return new Endpoint(
                config.name(),
                config.displayName()
                        .or(() -> builtIn.filter(s -> isOwnName(s, config)).map(BuiltInProvider::name))
                        .orElse(config.name()),
                builtIn.map(BuiltInProvider::id),
                dialect(dialect, config.name()),
                base.uri(),
                AuthScheme.named(builtIn.map(BuiltInProvider::auth).orElse("bearer")),
                builtIn.map(BuiltInProvider::needsKey).orElse(false),
                key,
                headers,
                base.query(),
                quirks.overlaidBy(new Quirks(config.quirks())),
                config.maxParallel());
    }

    private Optional<BuiltInProvider> findByAddress(BaseUrl baseUrl) {
        return AzureAddress.matches(baseUrl)
                ? builtInProviders.find("azure")
                : builtInProviders.findByAddress(baseUrl.uri());
    }

    private static boolean isAzure(BuiltInProvider builtIn) {
        return builtIn.id().startsWith("azure");
    }

    private static Quirks azureQuirks(AzureAddress azure) {
        Quirks quirks = azure.deploymentInPath() ? Quirks.NONE.with(AzureAddress.BY_DEPLOYMENT, "true") : Quirks.NONE;
        return azure.deployment()
                .map(name -> quirks.with(AzureAddress.DEPLOYMENT, name))
                .orElse(quirks);
    }

    /**
     * Creates the endpoint of a discovered server. The server is used without an API key until the user configures it.
     */
    public Endpoint discovered(BuiltInProvider builtIn, URI apiBase) {
        return new Endpoint(
                builtIn.id(),
                builtIn.name(),
                Optional.of(builtIn.id()),
                dialect(builtIn.dialect(), builtIn.id()),
                apiBase,
                Optional.empty(),
                false,
                new SecretQuery(builtIn.id(), List.of(), Addresses.origin(apiBase), false),
                builtIn.headers(),
                Map.of(),
                new Quirks(builtIn.quirks()));
    }

    /**
     * Returns the built-in provider that a configured provider is based on, as determined by the configured provider's
     * preset or name.
     */
    Optional<BuiltInProvider> builtInProviderOf(ProviderConfig config) {
        if (config.preset().isPresent()) {
            String preset = config.preset().get();
            return Optional.of(builtInProviders
                    .find(preset)
                    .orElseThrow(() -> new OpenLlmException(
                            ErrorKind.CONFIG,
                            UserText.of(
                                    "The preset {0} of provider {1} is not the name of a built-in provider.",
                                    preset, config.name()),
                            NearestNames.hint(
                                    preset,
                                    builtInProviders.list().stream()
                                            .map(BuiltInProvider::id)
                                            .toList()))));
        }
        return builtInProviders.find(config.name());
    }

    /**
     * Returns the dialect of a model. OpenAI reasoning models call tools only through the Responses API
     * (https://platform.openai.com/docs/guides/reasoning). The same is assumed for models that are newer than the
     * catalog.
     */
    public Dialect dialectOf(ProviderConfig config, Endpoint endpoint, ModelInfo model) {
        boolean isFixed = config.dialect().isPresent() || !hasDefaultAddress(endpoint);
        boolean mayReason = model.capabilities().reasoning()
                || FactSheet.ASSUMED.equals(model.sources().get("capabilities.reasoning"));
        return endpoint.builtInId()
                .flatMap(builtInProviders::find)
                .flatMap(BuiltInProvider::reasoningDialect)
                .filter(dialect -> !isFixed && mayReason && dialects.containsKey(dialect))
                .map(dialects::get)
                .orElse(endpoint.dialect());
    }

    /**
     * Returns whether an endpoint has the built-in provider's own address rather than the address of another server,
     * such as a proxy.
     */
    private boolean hasDefaultAddress(Endpoint endpoint) {
        boolean azure = endpoint.builtInId()
                .flatMap(builtInProviders::find)
                .filter(Endpoints::isAzure)
                .isPresent();
        return azure
                ? !endpoint.quirks().has(AzureAddress.BY_DEPLOYMENT)
                : builtInProviders
                        .findByAddress(endpoint.apiBase())
                        .map(BuiltInProvider::id)
                        .equals(endpoint.builtInId());
    }

    private boolean isOwnName(BuiltInProvider builtIn, ProviderConfig config) {
        return builtIn.id().equals(config.name()) || builtIn.aliases().contains(config.name());
    }

    private BaseUrl defaultBaseUrl(Optional<BuiltInProvider> builtIn, String provider) {
        String base = builtIn.flatMap(BuiltInProvider::apiBase)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("No base URL is specified for provider {0}.", provider),
                        builtIn.isPresent()
                                ? UserText.of("Set api_base of {0} to the address of your own resource.", provider)
                                : UserText.of(
                                                "Set api_base of {0}, or use the name of a built-in provider."
                                                        + " Run `open-llm providers --all` to list them.",
                                                provider)
                                        .inVsCode("Set api_base of {0}, or use the name of a built-in provider. The"
                                                + " \"Open LLM: Add Provider\" command lists them.")));
        if (builtIn.get().id().equals("ollama") && environment.containsKey("OLLAMA_HOST")) {
            return new BaseUrl(OllamaHost.parse(environment.get("OLLAMA_HOST")), Map.of());
        }
        Variables variables = Variables.of(environment);
        variables.firstUndefined(base).ifPresent(name -> {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("Provider {0} requires the environment variable {1}.", provider, name),
                    UserText.of("Set {0}, or set api_base of {1}.", name, provider));
        });
        return new BaseUrl(URI.create(variables.expand(base).replaceFirst("/$", "")), Map.of());
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

    private SecretQuery secretQuery(ProviderConfig config, Optional<BuiltInProvider> builtIn, URI base) {
        List<String> builtInVariables = builtIn.map(BuiltInProvider::keyEnv).orElse(List.of());
        if (isVsCodeGroup(config)) {
            // The user set an API key for this provider. An environment variable, which can contain a key of another
            // account, must not take precedence over that key.
            return new SecretQuery(config.name(), List.of(), Addresses.origin(base), false);
        }
        List<String> names = config.apiKeyEnv()
                .map(List::of)
                .orElse(builtInVariables.isEmpty() ? List.of(defaultKeyVariable(config.name())) : builtInVariables);
        boolean variableFromWorkspace = config.apiKeyEnv()
                        .filter(name -> !builtInVariables.contains(name))
                        .isPresent()
                && isFromWorkspace(config, "apiKeyEnv");
        boolean addressFromWorkspace = config.apiBase().isPresent() && isFromWorkspace(config, "apiBase");
        return new SecretQuery(
                        config.name(),
                        names,
                        Addresses.origin(base),
                        addressFromWorkspace || variableFromWorkspace || isCredentialFromWorkspace(config))
                .withCommand(config.apiKeyCommand());
    }

    /**
     * Returns whether a workspace affects which credentials are sent or where they are sent. A preset determines which
     * environment variable or account is used. If no base URL is configured, the preset also determines the host to
     * which the user's API key is sent.
     */
    private static boolean isCredentialFromWorkspace(ProviderConfig config) {
        boolean userKey = config.apiKeyEnv().isPresent() && !isFromWorkspace(config, "apiKeyEnv")
                || !config.apiKeyCommand().isEmpty();
        boolean presetFromWorkspace = (config.apiBase().isPresent() || userKey) && isFromWorkspace(config, "preset");
        return presetFromWorkspace
                || isFromWorkspace(config, "quirks." + AzureTokens.SCOPE)
                || isFromWorkspace(config, "quirks." + AzureTokens.AUDIENCE)
                || isFromWorkspace(config, "quirks." + AzureTokens.SIGN_IN);
    }

    /** Returns whether the entire configuration is from a provider group that the user added in VS Code. */
    private static boolean isVsCodeGroup(ProviderConfig config) {
        return !config.origins().isEmpty()
                && config.origins().values().stream().allMatch(origin -> origin.source() == Origin.Source.VSCODE_GROUP);
    }

    /**
     * Returns the name of the environment variable that can contain the API key for a provider that is not built in.
     * For example, the variable for {@code my-server} is {@code MY_SERVER_API_KEY}.
     */
    private static String defaultKeyVariable(String provider) {
        return provider.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_API_KEY";
    }

    /**
     * Rejects a header from the user's configuration that contains an API key if a workspace specifies the provider's
     * address. Such a header can be sent only to the hosts in the user's own configuration. The same restriction
     * applies to an API key from an environment variable.
     */
    private static void checkHeaders(ProviderConfig config, SecretQuery key) {
        if (isFromWorkspace(config, config.apiBase().isPresent() ? "apiBase" : "preset")) {
            HeaderRules.rejectUserKeys(config, key.origin());
        }
    }

    private static boolean isFromWorkspace(ProviderConfig config, String field) {
        Origin origin = config.origins().get(field);
        return origin != null && origin.fromWorkspace();
    }
}
