package dev.openllm.server.chat.doctor;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.provider.Providers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Selects the model to test: the specified model or, if none is specified, the provider's cheapest model that supports
 * tools.
 */
final class CheckedModel {

    private CheckedModel() {}

    /**
     * Selects the model to test.
     *
     * @param requested the ID of the requested model, without the provider name, if a model is specified
     * @return the model to test, or empty if no model is specified and the provider lists no models
     */
    static Optional<ModelInfo> of(Providers providers, ProviderInfo provider, Optional<String> requested) {
        if (requested.isPresent()) {
            return Optional.of(
                    providers.resolve(provider.name() + "/" + requested.get()).info());
        }
        List<ModelInfo> models = providers
                .models(new ListModelsParams(false, Optional.of(provider.name()), false))
                .models();
        return models.stream()
                .filter(model -> model.capabilities().tools())
                .min(Comparator.comparingDouble(CheckedModel::price))
                .or(() -> models.stream().findFirst());
    }

    /**
     * Returns the model's price, or the largest possible value if the price is unknown, so models with known prices are
     * preferred.
     */
    private static double price(ModelInfo model) {
        return model.pricing()
                .map(pricing -> pricing.input() + pricing.output())
                .orElse(Double.MAX_VALUE);
    }
}
