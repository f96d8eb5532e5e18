package dev.openllm.server.chat.doctor;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.provider.Providers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses the model of a provider that is tested: the named one, or else the cheapest that supports tools. */
final class CheckedModel {

    private CheckedModel() {}

    /** @param wanted the provider's model id @return empty if the provider lists no models */
    static Optional<ModelInfo> of(Providers providers, ProviderInfo provider, Optional<String> wanted) {
        if (wanted.isPresent()) {
            return Optional.of(
                    providers.resolve(provider.name() + "/" + wanted.get()).info());
        }
        List<ModelInfo> models = providers
                .models(new ListModelsParams(false, Optional.of(provider.name()), false))
                .models();
        return models.stream()
                .filter(model -> model.capabilities().tools())
                .min(Comparator.comparingDouble(CheckedModel::price))
                .or(() -> models.stream().findFirst());
    }

    /** Models without a price sort last if others have one, and first if none has. */
    private static double price(ModelInfo model) {
        return model.pricing()
                .map(pricing -> pricing.input() + pricing.output())
                .orElse(Double.MAX_VALUE);
    }
}
