package dev.openllm.server.provider.listing;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ListedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider said of its models.
 *
 * @param source where it said so, for the user: {@code OpenRouter's model list}
 * @param contextSources where the context length of a model comes from, by the model's id, where it is not the source
 */
public record ModelList(List<ListedModel> models, UserText source, Map<String, String> contextSources) {

    public ModelList {
        models = List.copyOf(models);
        contextSources = Map.copyOf(contextSources);
    }

    ModelList(List<ListedModel> models, UserText source) {
        this(models, source, Map.of());
    }

    /** A model by its id; as Ollama has it, a name without a tag means the tag {@code latest}. */
    public Optional<ListedModel> model(String id) {
        return named(id).or(() -> id.contains(":") ? Optional.empty() : named(id + ":latest"));
    }

    private Optional<ListedModel> named(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }
}
