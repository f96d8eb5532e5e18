package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The available models. Chat models and embedding models, which cannot chat, are listed separately.
 *
 * @param models the chat models, in the order of the configuration
 * @param defaultModel the {@code provider/model} to use when a request does not specify one
 * @param hidden the models that the configuration excludes, if they were requested
 * @param embeddingModels the embedding models, in the order of the configuration
 */
public record ListModelsResult(
        List<ModelInfo> models,
        Optional<String> defaultModel,
        List<ModelInfo> hidden,
        List<ModelInfo> embeddingModels) {

    public ListModelsResult {
        models = Wire.list(models);
        hidden = Wire.list(hidden);
        embeddingModels = Wire.list(embeddingModels);
    }

    public ListModelsResult(List<ModelInfo> models, Optional<String> defaultModel, List<ModelInfo> hidden) {
        this(models, defaultModel, hidden, List.of());
    }

    public ListModelsResult(List<ModelInfo> models, Optional<String> defaultModel) {
        this(models, defaultModel, List.of());
    }
}
