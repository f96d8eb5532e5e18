package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The models that can be asked.
 *
 * @param models in the order of the configuration
 * @param defaultModel {@code provider/model} that answers when none is named
 */
public record ListModelsResult(List<ModelInfo> models, Optional<String> defaultModel) {

    public ListModelsResult {
        models = Wire.list(models);
    }
}
