package dev.openllm.server.provider.listing;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ListedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that a provider lists.
 *
 * @param source the name of the source, as shown to the user, such as {@code OpenRouter's model list}
 * @param contextSources the sources of context lengths, keyed by model ID, for models whose source differs from {@code
 *     source}
 */
public record ModelList(List<ListedModel> models, UserText source, Map<String, String> contextSources) {

    public ModelList {
        models = List.copyOf(models);
        contextSources = Map.copyOf(contextSources);
    }

    ModelList(List<ListedModel> models, UserText source) {
        this(models, source, Map.of());
    }

    /**
     * Returns the model that has the specified ID. For Ollama, a name without a tag refers to the tag {@code latest}.
     */
    public Optional<ListedModel> model(String id) {
        return findExact(id).or(() -> id.contains(":") ? Optional.empty() : findExact(id + ":latest"));
    }

    private Optional<ListedModel> findExact(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }
}
