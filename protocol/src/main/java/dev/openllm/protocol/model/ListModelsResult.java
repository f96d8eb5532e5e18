package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The available models.
 *
 * @param models in the order of the configuration
 * @param defaultModel {@code provider/model} to use when a request does not specify one
 * @param hidden models that the configuration excludes, if they were requested
 */
public record ListModelsResult(List<ModelInfo> models, Optional<String> defaultModel, List<ModelInfo> hidden) {

    public ListModelsResult {
        models = Wire.list(models);
        hidden = Wire.list(hidden);
    }

    public ListModelsResult(List<ModelInfo> models, Optional<String> defaultModel) {
        this(models, defaultModel, List.of());
    }
}
