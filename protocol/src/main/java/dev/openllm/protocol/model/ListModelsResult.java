package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The models that can be asked.
 *
 * @param models in the order of the configuration
 * @param defaultModel {@code provider/model} that answers when none is named
 * @param hidden models that providers list and the configuration leaves out, when they were asked for
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
