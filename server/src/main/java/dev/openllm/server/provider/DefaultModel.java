package dev.openllm.server.provider;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.Config;
import dev.openllm.server.provider.listing.ModelListCache;
import java.util.List;
import java.util.Optional;

/**
 * Determines the model for requests that do not specify one. In order of preference: the configured default model, the
 * first model of the first configured provider that is ready, a model of a discovered local server, and the built-in
 * Echo model.
 */
final class DefaultModel {

    private final AvailableModels availableModels;
    private final ModelListCache modelLists;
    private final LookupTimeouts lookupTimeouts;

    DefaultModel(AvailableModels availableModels, ModelListCache modelLists, LookupTimeouts lookupTimeouts) {
        this.availableModels = availableModels;
        this.modelLists = modelLists;
        this.lookupTimeouts = lookupTimeouts;
    }

    /**
     * Returns the default model, if it can be determined without sending a request. Returns an empty result if the
     * configuration that determines the model is invalid, because the model that the user prefers must not be replaced
     * with another one.
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
                    entry instanceof ActiveProviders.Entry.Usable usable ? firstModel(usable) : Optional.empty();
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.of(EchoProvider.INFO.id());
    }

    /**
     * Returns the configured default model or, if there is none, the first model of the first configured provider that
     * is ready. Waits for the model list of that provider.
     *
     * @throws OpenLlmException of kind {@code config} if the configuration that determines the model is invalid
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
            if (entry instanceof ActiveProviders.Entry.Usable usable && !usable.discovered()) {
                LookupTimeouts.await(modelLists.refreshIfStale(usable.endpoint()), lookupTimeouts.listTimeout(false));
                Optional<String> first = firstModel(usable);
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the first model of a provider, preferring models that support tools. Returns an empty result if the
     * provider has failed in a way that would also affect chat requests.
     */
    private Optional<String> firstModel(ActiveProviders.Entry.Usable entry) {
        ModelListCache.Known known = modelLists.cached(entry.endpoint());
        if (known.failure().filter(ProviderStatuses::preventsChats).isPresent()) {
            return Optional.empty();
        }
        List<ModelInfo> available = availableModels.chatModels(entry, known);
        return available.stream()
                .filter(model -> model.capabilities().tools())
                .findFirst()
                .or(() -> available.stream().findFirst())
                .map(ModelInfo::id);
    }
}
