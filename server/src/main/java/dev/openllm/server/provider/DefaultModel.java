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

    private DefaultModel() {}

    /** As far as is known without asking anybody. */
    static String of(
            Optional<String> configured,
            ActiveProviders activeProviders,
            AvailableModels models,
            ModelListCache lists) {
        return configured
                .or(() -> activeProviders.usable().stream()
                        .flatMap(entry -> first(entry, models, lists).stream())
                        .findFirst())
                .orElse(EchoProvider.INFO.id());
    }

    /** The first model of a provider that is ready; one that calls tools before one that does not. */
    static Optional<String> first(ActiveProviders.Entry.Usable entry, AvailableModels models, ModelListCache lists) {
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
