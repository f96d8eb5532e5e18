package dev.openllm.server.provider;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.Config;
import dev.openllm.server.provider.listing.ModelListCache;
import java.util.List;
import java.util.Optional;

/**
 * The model for requests that name none: the configured one, or else the first of the first configured provider that is
 * ready, or else one of a discovered local server, or else the built-in echo.
 */
final class DefaultModel {

    private final AvailableModels models;
    private final ModelListCache lists;
    private final LookupTimeouts lookupTimeouts;

    DefaultModel(AvailableModels models, ModelListCache lists, LookupTimeouts lookupTimeouts) {
        this.models = models;
        this.lists = lists;
        this.lookupTimeouts = lookupTimeouts;
    }

    /**
     * From what is known without a request; empty when the deciding configuration is invalid: the user's first choice
     * is not replaced with the next one.
     */
    Optional<String> of(Config config, ActiveProviders activeProviders) {
        if (config.defaultModelFault().isPresent() || config.defaultModel().isPresent()) {
            return config.defaultModelFault().isPresent() ? Optional.empty() : config.defaultModel();
        }
        for (ActiveProviders.Entry entry : activeProviders.entries()) {
            if (entry instanceof ActiveProviders.Entry.Broken) {
                return Optional.empty();
            }
            Optional<String> first =
                    entry instanceof ActiveProviders.Entry.Usable usable ? first(usable) : Optional.empty();
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.of(EchoProvider.INFO.id());
    }

    /**
     * The configured model, or else the first one of the first configured provider that is ready; waits for its model
     * list.
     *
     * @throws OpenLlmException of kind {@code config} when the deciding configuration is invalid
     */
    Optional<String> awaitConfigured(Config config, ActiveProviders activeProviders) {
        if (config.defaultModelFault().isPresent()) {
            throw new OpenLlmException(config.defaultModelFault().get().ofDefaultModel());
        }
        if (config.defaultModel().isPresent()) {
            return config.defaultModel();
        }
        for (ActiveProviders.Entry entry : activeProviders.entries()) {
            if (entry instanceof ActiveProviders.Entry.Broken broken) {
                throw new OpenLlmException(broken.error());
            }
            if (entry instanceof ActiveProviders.Entry.Usable usable && !usable.found()) {
                LookupTimeouts.await(lists.freshen(usable.endpoint()), lookupTimeouts.ofList(false));
                Optional<String> first = first(usable);
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return Optional.empty();
    }

    /** The first model of a provider that is ready, preferably one that supports tools. */
    private Optional<String> first(ActiveProviders.Entry.Usable entry) {
        ModelListCache.Known known = lists.known(entry.endpoint());
        if (known.failure().filter(ProviderStatuses::stopsChats).isPresent()) {
            return Optional.empty();
        }
        List<ModelInfo> offered = models.of(entry, known);
        return offered.stream()
                .filter(model -> model.capabilities().tools())
                .findFirst()
                .or(() -> offered.stream().findFirst())
                .map(ModelInfo::id);
    }
}
