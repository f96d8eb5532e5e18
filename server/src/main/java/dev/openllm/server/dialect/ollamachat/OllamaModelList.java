package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.dialect.Dialect.ModelPage;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;
import java.util.Optional;

/**
 * Reader for the list of downloaded models. The list contains only names. The capabilities of each model are requested
 * separately; see {@link OllamaModelFacts}. Source: https://docs.ollama.com/api/tags
 */
final class OllamaModelList {

    private OllamaModelList() {}

    static WireRequest request() {
        return WireRequest.get("/api/tags");
    }

    static ModelPage read(JsonNode body) {
        List<ListedModel> models = body.path("models")
                .valueStream()
                .map(model -> model.path("model").asText(model.path("name").asText("")))
                .filter(id -> !id.isEmpty())
                .map(ListedModel::of)
                .toList();
        return new ModelPage(models, Optional.empty());
    }
}
