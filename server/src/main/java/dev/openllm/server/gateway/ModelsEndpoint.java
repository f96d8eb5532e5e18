package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.provider.endpoint.FactSheet;
import java.util.List;

/**
 * The model list in a format that clients of both the OpenAI and Anthropic APIs can read, because each entry contains
 * the fields of both APIs.
 */
final class ModelsEndpoint {

    private final ModelNames models;

    ModelsEndpoint(ModelNames models) {
        this.models = models;
    }

    ObjectNode list() {
        List<ModelInfo> all = models.all();
        ObjectNode list = Wire.JSON.createObjectNode().put("object", "list").put("has_more", false);
        ArrayNode data = list.putArray("data");
        all.forEach(model -> data.add(entry(model)));
        list.put("first_id", all.isEmpty() ? null : all.getFirst().id());
        list.put("last_id", all.isEmpty() ? null : all.getLast().id());
        return list;
    }

    /**
     * Returns the list entry for a model.
     *
     * @throws OpenLlmException of kind {@code model_not_found} if no model has the requested name
     */
    ObjectNode get(String name) {
        return entry(models.require(name, "GET /v1/models lists the models."));
    }

    private static ObjectNode entry(ModelInfo model) {
        ObjectNode entry = Wire.JSON
                .createObjectNode()
                .put("id", model.id())
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", model.provider())
                .put("type", "model")
                .put("display_name", model.name())
                .put("created_at", "1970-01-01T00:00:00Z")
                .put("context_window", model.limits().contextTokens())
                .put("max_output_tokens", model.limits().maxOutputTokens())
                // This field is not part of either API. It specifies whether the limits are only assumptions because no
                // source specifies them. If so, clients can ask the user for the actual limits.
                .put("limits_assumed", FactSheet.isAssumed(model.sources().get("limits.contextTokens")))
                .put("supports_tools", model.capabilities().tools())
                .put("supports_images", model.capabilities().vision())
                .put("supports_reasoning", model.capabilities().reasoning());
        model.embedding().ifPresent(embedding -> {
            entry.put("supports_embeddings", true);
            embedding.dimensions().ifPresent(dimensions -> entry.put("embedding_dimensions", dimensions));
        });
        String canonicalId = model.provider() + "/" + model.model();
        return model.id().equals(canonicalId) ? entry : entry.put("alias_of", canonicalId);
    }
}
