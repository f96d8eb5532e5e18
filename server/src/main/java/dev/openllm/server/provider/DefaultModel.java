package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import java.util.List;
import java.util.Optional;

/**
 * Which model answers when none is named: the configured one, else the first of the first configured provider that is
 * ready, else one of a local server that was found, else the built-in echo.
 */
final class DefaultModel {

    private DefaultModel() {}

    /** As far as is known without asking anybody. */
    static String of(Optional<String> configured, Roster roster, OfferedModels models, ModelLists lists) {
        return configured
                .or(() -> roster.usable().stream()
                        .flatMap(entry -> first(entry, models, lists).stream())
                        .findFirst())
                .orElse(EchoModel.INFO.id());
    }

    /** The first model of a provider that is ready; one that calls tools before one that does not. */
    static Optional<String> first(Roster.Entry.Usable entry, OfferedModels models, ModelLists lists) {
        ModelLists.Known known = lists.known(entry.endpoint());
        if (known.failure().filter(Statuses::stopsChats).isPresent()) {
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
