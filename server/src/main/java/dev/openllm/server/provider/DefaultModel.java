package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.provider.listing.ModelListCache;
import java.util.List;
import java.util.Optional;

/**
 * Which model answers when none is named: the configured one, else the first of the first configured provider that is
 * ready, else one of a local server that was found, else the built-in echo.
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

    /** As far as is known without asking anybody. */
    String of(Optional<String> configured, ActiveProviders activeProviders) {
        return configured
                .or(() -> activeProviders.usable().stream()
                        .flatMap(entry -> first(entry).stream())
                        .findFirst())
                .orElse(EchoProvider.INFO.id());
    }

    /** The first model of the first configured provider that is ready; waits for its model list. */
    Optional<String> awaitFirstConfigured(ActiveProviders activeProviders) {
        for (ActiveProviders.Entry.Usable entry : activeProviders.usable()) {
            if (!entry.found()) {
                LookupTimeouts.await(lists.freshen(entry.endpoint()), lookupTimeouts.ofList(false));
                Optional<String> first = first(entry);
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return Optional.empty();
    }

    /** The first model of a provider that is ready; one that calls tools before one that does not. */
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
