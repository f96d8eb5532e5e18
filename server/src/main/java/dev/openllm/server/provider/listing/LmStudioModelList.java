package dev.openllm.server.provider.listing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Requests the models of an LM Studio server through the native LM Studio API, which reports capabilities and the
 * loaded context size. The OpenAI-compatible model list contains only names. Source:
 * https://lmstudio.ai/docs/developer/rest/list
 */
final class LmStudioModelList {

    private final ModelListClient client;

    LmStudioModelList(ModelListClient client) {
        this.client = client;
    }

    /**
     * Requests the models from the native API or, for LM Studio versions before 0.4, which do not support this API,
     * from the OpenAI-compatible model list.
     */
    ModelList fetch(Endpoint endpoint) {
        try {
            Endpoint root = endpoint.withApiBase(Addresses.withoutVersion(endpoint.apiBase()));
            JsonNode body = client.requestJson(root, WireRequest.get("/api/v1/models"), TimeLimits.QUERY);
            List<ListedModel> models = body.path("models")
                    .valueStream()
                    .filter(model -> model.path("key").isTextual())
                    .map(LmStudioModelList::toListedModel)
                    .toList();
            if (!models.isEmpty()) {
                return new ModelList(models, UserText.verbatim("LM Studio's /api/v1/models"));
            }
        } catch (OpenLlmException older) {
            // The next request determines whether the server is available.
        }
        return client.fetch(endpoint, TimeLimits.QUERY);
    }

    private static ListedModel toListedModel(JsonNode model) {
        JsonNode capabilities = model.path("capabilities");
        OptionalInt loaded = tokens(model.at("/loaded_instances/0/config/context_length"));
        return new ListedModel(
                model.path("key").asText(),
                Optional.of(model.path("display_name").asText("")).filter(name -> !name.isEmpty()),
                loaded.isPresent() ? loaded : tokens(model.path("max_context_length")),
                OptionalInt.empty(),
                Optional.of(model.path("type").asText("llm").matches("llm|vlm")),
                flag(capabilities.path("trained_for_tool_use")),
                flag(capabilities.path("vision")),
                Optional.empty(),
                capabilities.has("reasoning") ? Optional.of(true) : Optional.empty(),
                List.of(),
                Optional.of(true),
                Optional.empty(),
                Quirks.NONE,
                Optional.of(model.path("type").asText("llm").matches("embeddings?")),
                OptionalInt.empty());
    }

    private static Optional<Boolean> flag(JsonNode value) {
        return value.isBoolean() ? Optional.of(value.asBoolean()) : Optional.empty();
    }

    private static OptionalInt tokens(JsonNode value) {
        return value.canConvertToInt() && value.asInt() > 0 ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
    }
}
