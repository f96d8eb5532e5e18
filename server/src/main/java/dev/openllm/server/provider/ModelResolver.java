package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.NearestNames;
import dev.openllm.server.provider.endpoint.BuiltInProvider;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.listing.ModelListCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Resolves a model name to a model of a provider, based on a snapshot of the providers and their model lists. Sends no
 * requests.
 */
final class ModelResolver {

    private final ActiveProviders activeProviders;
    private final boolean echoEnabled;
    private final AvailableModels availableModels;
    private final ResolvedModels resolvedModels;
    private final Function<Endpoint, ModelListCache.Known> cachedList;
    private final Function<String, Optional<ActiveProviders.Entry>> unconfigured;
    private final ModelAliases aliases;

    /**
     * Creates a resolver for a snapshot of the providers.
     *
     * @param echoEnabled whether the built-in Echo model is enabled
     * @param cachedList the function that returns the cached model list of an endpoint
     * @param unconfigured the function that creates an entry for an unconfigured built-in provider, given the
     *     provider's name
     * @param aliases the additional model names that the user configured
     */
    ModelResolver(
            ActiveProviders activeProviders,
            boolean echoEnabled,
            AvailableModels availableModels,
            ResolvedModels resolvedModels,
            Function<Endpoint, ModelListCache.Known> cachedList,
            Function<String, Optional<ActiveProviders.Entry>> unconfigured,
            ModelAliases aliases) {
        this.activeProviders = activeProviders;
        this.echoEnabled = echoEnabled;
        this.availableModels = availableModels;
        this.resolvedModels = resolvedModels;
        this.cachedList = cachedList;
        this.unconfigured = unconfigured;
        this.aliases = aliases;
    }

    ResolvedModel resolve(String name) {
        int slash = name.indexOf('/');
        String provider = slash < 0 ? name : name.substring(0, slash);
        String model = slash < 0 ? "" : name.substring(slash + 1);
        Optional<ActiveProviders.Entry> configured = activeProviders.find(provider);
        if (slash > 0 && !model.isEmpty() && configured.isPresent()) {
            return of(configured.get(), model);
        }
        if (provider.equals(ActiveProviders.ECHO) && echoEnabled && (slash < 0 || model.equals("echo"))) {
            return new ResolvedModel.Echo(EchoProvider.INFO);
        }
        rejectModelOfBrokenProvider(name);
        List<ModelInfo> matches =
                chatModels().filter(info -> info.model().equals(name)).toList();
        if (matches.size() == 1) {
            return of(activeProviders.find(matches.getFirst().provider()).orElseThrow(), name);
        }
        Optional<String> target = aliases.target(name);
        if (target.isPresent()) {
            return new ModelResolver(
                            activeProviders,
                            echoEnabled,
                            availableModels,
                            resolvedModels,
                            cachedList,
                            unconfigured,
                            ModelAliases.NONE)
                    .resolve(target.get());
        }
        if (matches.size() > 1) {
            throw notFoundError(
                    UserText.of("More than one provider offers the model {0}.", name),
                    UserText.of(
                            "Use one of these: {0}.",
                            String.join(
                                    ", ", matches.stream().map(ModelInfo::id).toList())),
                    name);
        }
        if (slash > 0 && !model.isEmpty()) {
            Optional<ActiveProviders.Entry> builtIn = unconfigured.apply(provider);
            if (builtIn.isPresent()) {
                return of(builtIn.get(), model);
            }
        }
        if (provider.equals(ActiveProviders.ECHO) && echoEnabled) {
            throw notFoundError(
                    UserText.of("Provider echo has no model named {0}.", model), UserText.of("Use `echo/echo`."), name);
        }
        embeddingModels()
                .filter(info -> info.model().equals(name))
                .findFirst()
                .ifPresent(EmbeddingModelError::rejectChat);
        throw unknownModelError(name, provider, slash > 0);
    }

    /**
     * Resolves the name of a model for an embedding request. Unlike {@link #resolve}, this method also finds a model
     * that is listed but is not a chat model if the name is only the model ID, without a provider.
     *
     * @throws OpenLlmException of kind {@code invalid_request} if the model supports only chat
     */
    ResolvedModel resolveEmbedding(String name) {
        int slash = name.indexOf('/');
        boolean qualified =
                slash > 0 && activeProviders.find(name.substring(0, slash)).isPresent();
        List<ActiveProviders.Entry.Usable> matching = qualified
                ? List.of()
                : activeProviders.usable().stream()
                        .filter(entry -> hasEmbeddingModel(entry, name))
                        .toList();
        ResolvedModel found = matching.size() == 1 ? of(matching.getFirst(), name) : resolve(name);
        ModelInfo info = found.info();
        if (activeProviders.find(info.provider()).orElse(null) instanceof ActiveProviders.Entry.Usable entry
                && availableModels.isChatOnly(entry, cachedList.apply(entry.endpoint()), info.model())) {
            throw EmbeddingModelError.chatOnlyError(info, embeddingModels().toList());
        }
        return found;
    }

    private boolean hasEmbeddingModel(ActiveProviders.Entry.Usable entry, String model) {
        ModelListCache.Known facts = cachedList.apply(entry.endpoint());
        return availableModels.listsNonChatModel(entry, facts, model)
                || availableModels.embeddingModels(entry, facts).stream()
                        .anyMatch(info -> info.model().equals(model));
    }

    private Stream<ModelInfo> embeddingModels() {
        return activeProviders.usable().stream()
                .flatMap(entry -> availableModels.embeddingModels(entry, cachedList.apply(entry.endpoint())).stream());
    }

    private ResolvedModel of(ActiveProviders.Entry entry, String model) {
        return switch (entry) {
            case ActiveProviders.Entry.Off off ->
                throw new OpenLlmException(ErrorInfo.of(
                                ErrorKind.CONFIG, UserText.of("Provider {0} is disabled.", off.name()))
                        .withProvider(off.name())
                        .withHint(UserText.of("Set `enabled: true` for {0} in the configuration.", off.name())));
            case ActiveProviders.Entry.Broken broken -> throw new OpenLlmException(broken.error());
            case ActiveProviders.Entry.Usable usable -> resolvedModels.of(usable, model);
        };
    }

    /**
     * Throws the error of a provider that the user configured for the model but that cannot be used. The model is not
     * requested from another provider that has a model of the same name.
     */
    private void rejectModelOfBrokenProvider(String name) {
        for (ActiveProviders.Entry entry : activeProviders.entries()) {
            boolean isConfigured = entry.config().models().named().stream()
                    .anyMatch(model -> model.id().equals(name));
            if (isConfigured && entry instanceof ActiveProviders.Entry.Broken broken) {
                throw new OpenLlmException(broken.error());
            }
        }
    }

    private Stream<ModelInfo> chatModels() {
        return activeProviders.usable().stream()
                .flatMap(entry -> availableModels.chatModels(entry, cachedList.apply(entry.endpoint())).stream());
    }

    private OpenLlmException unknownModelError(String name, String provider, boolean hasProvider) {
        List<String> providers = new ArrayList<>(activeProviders.entries().stream()
                .map(ActiveProviders.Entry::name)
                .toList());
        if (echoEnabled) {
            providers.add(ActiveProviders.ECHO);
        }
        List<String> models = chatModels().map(ModelInfo::id).toList();
        List<String> nearest = NearestNames.of(name, models);
        if (nearest.isEmpty()
                && hasProvider
                && NearestNames.of(provider, providers).isEmpty()) {
            List<String> builtIn = BuiltInProviders.all().list().stream()
                    .map(BuiltInProvider::id)
                    .toList();
            nearest = NearestNames.of(provider, builtIn).stream()
                    .map(id -> id + name.substring(name.indexOf('/')))
                    .toList();
            if (!nearest.isEmpty()) {
                return notFoundError(
                        UserText.of("Provider {0} in the model ID {1} does not exist.", provider, name),
                        NearestNames.hint(name, nearest),
                        name);
            }
        }
        UserText activeHint = UserText.of("Active providers: {0}.", String.join(", ", providers));
        UserText hint = nearest.isEmpty()
                ? providerHint(provider, providers, activeHint)
                : UserText.of("{0} {1}", NearestNames.hint(name, models), activeHint);
        UserText message = hasProvider
                ? UserText.of("Provider {0} in the model ID {1} does not exist.", provider, name)
                : UserText.of("The model {0} does not exist.", name);
        return notFoundError(message, hint, name);
    }

    private static UserText providerHint(String provider, List<String> providers, UserText activeHint) {
        return NearestNames.of(provider, providers).isEmpty()
                ? activeHint
                : UserText.of("{0} {1}", NearestNames.hint(provider, providers), activeHint);
    }

    private static OpenLlmException notFoundError(UserText message, UserText hint, String model) {
        return new OpenLlmException(
                ErrorInfo.of(ErrorKind.MODEL_NOT_FOUND, message).withHint(hint).withModel(model));
    }
}
