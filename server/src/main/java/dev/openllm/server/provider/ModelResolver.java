package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
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

/** Finds the model that a name means, at one moment. Does not ask anybody. */
final class ModelResolver {

    private final ActiveProviders activeProviders;
    private final boolean echo;
    private final AvailableModels models;
    private final ResolvedModels resolved;
    private final Function<Endpoint, ModelListCache.Known> known;
    private final Function<String, Optional<ActiveProviders.Entry>> unconfigured;
    private final ModelAliases aliases;

    /**
     * @param echo whether the built-in model is on
     * @param known what is known of an endpoint's models
     * @param unconfigured makes a known service that nobody configured usable, by its name
     * @param aliases other names, for models that are not configured under them
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
                    "More than one provider has the model " + name + ".",
                    "Say which: "
                            + String.join(
                                    ", ", matches.stream().map(ModelInfo::id).toList()) + ".",
                    name);
        }
        if (slash > 0 && !model.isEmpty()) {
            Optional<ActiveProviders.Entry> service = unconfigured.apply(provider);
            if (service.isPresent()) {
                return of(service.get(), model);
            }
        }
        if (provider.equals(ActiveProviders.ECHO) && echo) {
            throw notFound("Provider echo has no model " + model + ".", "It has one: echo/echo.", name);
        }
        throw unknown(name, provider, slash > 0);
    }

    private ResolvedModel of(ActiveProviders.Entry entry, String model) {
        return switch (entry) {
            case ActiveProviders.Entry.Off off ->
                throw new OpenLlmException(
                        ErrorInfo.of(ErrorKind.CONFIG, "Provider " + off.name() + " is switched off.")
                                .withProvider(off.name())
                                .withHint("Set enabled: true for " + off.name() + " in the configuration."));
            case ActiveProviders.Entry.Broken broken -> throw new OpenLlmException(broken.error());
            case ActiveProviders.Entry.Usable usable -> resolved.of(usable, model);
        };
    }

    /** A model named for a provider that cannot be used is not asked of another that has one of the same name. */
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
                        "There is no provider " + provider + " for the model " + name + ".",
                        "Did you mean " + String.join(" or ", near) + "?",
                        name);
            }
        }
        String there = "Providers in use: " + String.join(", ", providers) + ".";
        String hint = near.isEmpty()
                ? nearProvider(provider, providers) + there
                : NearestNames.hint(name, models) + " " + there;
        String message = withProvider
                ? "There is no provider " + provider + " for the model " + name + "."
                : "There is no model " + name + ".";
        return notFound(message, hint, name);
    }

    private static String nearProvider(String provider, List<String> providers) {
        return NearestNames.of(provider, providers).isEmpty() ? "" : NearestNames.hint(provider, providers) + " ";
    }

    private static OpenLlmException notFound(String message, String hint, String model) {
        return new OpenLlmException(
                ErrorInfo.of(ErrorKind.MODEL_NOT_FOUND, message).withHint(hint).withModel(model));
    }
}
