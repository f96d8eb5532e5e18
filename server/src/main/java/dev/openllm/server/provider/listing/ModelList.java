package dev.openllm.server.provider.listing;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ListedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that a provider lists.
 *
 * @param source the name of the source, for the user: {@code OpenRouter's model list}
 * @param contextSources the sources of the models' context lengths, by model ID, where they differ from {@code source}
 */
public record ModelList(List<ListedModel> models, UserText source, Map<String, String> contextSources) {

    public ModelList {
        models = List.copyOf(models);
        contextSources = Map.copyOf(contextSources);
    }

    ModelList(List<ListedModel> models, UserText source) {
        this(models, source, Map.of());
    }

    /** Returns a model by its ID. For Ollama, a name without a tag means the tag {@code latest}. */
    public Optional<ListedModel> model(String id) {
        return named(id).or(() -> id.contains(":") ? Optional.empty() : named(id + ":latest"));
    }

    private Optional<ListedModel> named(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }
}
