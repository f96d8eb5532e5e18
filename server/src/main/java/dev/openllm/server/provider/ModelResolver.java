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
    private final boolean echo;
    private final AvailableModels models;
    private final ResolvedModels resolved;
    private final Function<Endpoint, ModelListCache.Known> known;
    private final Function<String, Optional<ActiveProviders.Entry>> unconfigured;
    private final ModelAliases aliases;

    /**
     * Creates a resolver for a snapshot of the providers.
     *
     * @param echo whether the built-in Echo model is enabled
     * @param known the function that returns the cached model list of an endpoint
     * @param unconfigured the function that creates an entry for an unconfigured built-in provider, given the
     *     provider's name
     * @param aliases the additional model names that the user configured
     */
    ModelResolver(
            ActiveProviders activeProviders,
            boolean echo,
            AvailableModels models,
            ResolvedModels resolved,
            Function<Endpoint, ModelListCache.Known> known,
            Function<String, Optional<ActiveProviders.Entry>> unconfigured,
            ModelAliases aliases) {
        this.activeProviders = activeProviders;
        this.echo = echo;
        this.models = models;
        this.resolved = resolved;
        this.known = known;
        this.unconfigured = unconfigured;
        this.aliases = aliases;
    }

    ResolvedModel resolve(String name) {
        int slash = name.indexOf('/');
        String provider = slash < 0 ? name : name.substring(0, slash);
        String model = slash < 0 ? "" : name.substring(slash + 1);
        Optional<ActiveProviders.Entry> configured = activeProviders.named(provider);
        if (slash > 0 && !model.isEmpty() && configured.isPresent()) {
            return of(configured.get(), model);
        }
        if (provider.equals(ActiveProviders.ECHO) && echo && (slash < 0 || model.equals("echo"))) {
            return new ResolvedModel.Echo(EchoProvider.INFO);
        }
        refuseModelOfBrokenProvider(name);
        List<ModelInfo> matches =
                offered().filter(info -> info.model().equals(name)).toList();
        if (matches.size() == 1) {
            return of(activeProviders.named(matches.getFirst().provider()).orElseThrow(), name);
        }
        Optional<String> target = aliases.target(name);
        if (target.isPresent()) {
            return new ModelResolver(activeProviders, echo, models, resolved, known, unconfigured, ModelAliases.NONE)
                    .resolve(target.get());
        }
        if (matches.size() > 1) {
            throw notFound(
                    UserText.of("More than one provider offers the model {0}.", name),
                    UserText.of(
                            "Use one of these: {0}.",
                            String.join(
                                    ", ", matches.stream().map(ModelInfo::id).toList())),
                    name);
        }
        if (slash > 0 && !model.isEmpty()) {
            Optional<ActiveProviders.Entry> service = unconfigured.apply(provider);
            if (service.isPresent()) {
                return of(service.get(), model);
            }
        }
        if (provider.equals(ActiveProviders.ECHO) && echo) {
            throw notFound(
                    UserText.of("Provider echo has no model named {0}.", model), UserText.of("Use `echo/echo`."), name);
        }
        embeddingModels()
                .filter(info -> info.model().equals(name))
                .findFirst()
                .ifPresent(EmbeddingModelError::refuseChat);
        throw unknown(name, provider, slash > 0);
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
                slash > 0 && activeProviders.named(name.substring(0, slash)).isPresent();
        List<ActiveProviders.Entry.Usable> listing = qualified
                ? List.of()
                : activeProviders.usable().stream()
                        .filter(entry -> hasForEmbeddings(entry, name))
                        .toList();
        ResolvedModel found = listing.size() == 1 ? of(listing.getFirst(), name) : resolve(name);
        ModelInfo info = found.info();
        if (activeProviders.named(info.provider()).orElse(null) instanceof ActiveProviders.Entry.Usable entry
                && models.onlyChats(entry, known.apply(entry.endpoint()), info.model())) {
            throw EmbeddingModelError.onlyChats(info, embeddingModels().toList());
        }
        return found;
    }

    private boolean hasForEmbeddings(ActiveProviders.Entry.Usable entry, String model) {
        ModelListCache.Known facts = known.apply(entry.endpoint());
        return models.listsForOtherUses(entry, facts, model)
                || models.forEmbeddings(entry, facts).stream()
                        .anyMatch(info -> info.model().equals(model));
    }

    private Stream<ModelInfo> embeddingModels() {
        return activeProviders.usable().stream()
                .flatMap(entry -> models.forEmbeddings(entry, known.apply(entry.endpoint())).stream());
    }

    private ResolvedModel of(ActiveProviders.Entry entry, String model) {
        return switch (entry) {
            case ActiveProviders.Entry.Off off ->
                throw new OpenLlmException(ErrorInfo.of(
                                ErrorKind.CONFIG, UserText.of("Provider {0} is disabled.", off.name()))
                        .withProvider(off.name())
                        .withHint(UserText.of("Set `enabled: true` for {0} in the configuration.", off.name())));
            case ActiveProviders.Entry.Broken broken -> throw new OpenLlmException(broken.error());
            case ActiveProviders.Entry.Usable usable -> resolved.of(usable, model);
        };
    }

    /**
     * Throws the error of a provider that the user configured for the model but that cannot be used. The model is not
     * requested from another provider that has a model of the same name.
     */
    private void refuseModelOfBrokenProvider(String name) {
        for (ActiveProviders.Entry entry : activeProviders.entries()) {
            boolean names = entry.config().models().named().stream()
                    .anyMatch(model -> model.id().equals(name));
            if (names && entry instanceof ActiveProviders.Entry.Broken broken) {
                throw new OpenLlmException(broken.error());
            }
        }
    }

    private Stream<ModelInfo> offered() {
        return activeProviders.usable().stream()
                .flatMap(entry -> models.of(entry, known.apply(entry.endpoint())).stream());
    }

    private OpenLlmException unknown(String name, String provider, boolean withProvider) {
        List<String> providers = new ArrayList<>(activeProviders.entries().stream()
                .map(ActiveProviders.Entry::name)
                .toList());
        if (echo) {
            providers.add(ActiveProviders.ECHO);
        }
        List<String> models = offered().map(ModelInfo::id).toList();
        List<String> near = NearestNames.of(name, models);
        if (near.isEmpty()
                && withProvider
                && NearestNames.of(provider, providers).isEmpty()) {
            List<String> builtIn = BuiltInProviders.all().list().stream()
                    .map(BuiltInProvider::id)
                    .toList();
            near = NearestNames.of(provider, builtIn).stream()
                    .map(id -> id + name.substring(name.indexOf('/')))
                    .toList();
            if (!near.isEmpty()) {
                return notFound(
                        UserText.of("Provider {0} in the model ID {1} does not exist.", provider, name),
                        NearestNames.hint(name, near),
                        name);
            }
        }
        UserText there = UserText.of("Active providers: {0}.", String.join(", ", providers));
        UserText hint = near.isEmpty()
                ? nearProvider(provider, providers, there)
                : UserText.of("{0} {1}", NearestNames.hint(name, models), there);
        UserText message = withProvider
                ? UserText.of("Provider {0} in the model ID {1} does not exist.", provider, name)
                : UserText.of("The model {0} does not exist.", name);
        return notFound(message, hint, name);
    }

    private static UserText nearProvider(String provider, List<String> providers, UserText there) {
        return NearestNames.of(provider, providers).isEmpty()
                ? there
                : UserText.of("{0} {1}", NearestNames.hint(provider, providers), there);
    }

    private static OpenLlmException notFound(UserText message, UserText hint, String model) {
        return new OpenLlmException(
                ErrorInfo.of(ErrorKind.MODEL_NOT_FOUND, message).withHint(hint).withModel(model));
    }
}
