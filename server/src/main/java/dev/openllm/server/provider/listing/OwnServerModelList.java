package dev.openllm.server.provider.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.util.List;
import java.util.OptionalInt;

/**
 * Requests the models of a user's own server. If the server's model list does not contain the context length, the
 * length is requested from other endpoints: {@code /props} of llama.cpp and llamafile, and {@code /info} of Text
 * Generation Inference. Sources: https://github.com/ggml-org/llama.cpp/tree/master/tools/server and
 * https://huggingface.co/docs/text-generation-inference
 */
final class OwnServerModelList {

    private final ModelListClient client;

    OwnServerModelList(ModelListClient client) {
        this.client = client;
    }

    ModelList fetch(Endpoint endpoint) {
        ModelList listed = client.fetch(endpoint, TimeLimits.QUERY);
        // A server that has one of these endpoints runs one model. If the server lists several models, it is unknown to
        // which of them the reported limit applies.
        if (listed.models().size() != 1
                || listed.models().getFirst().contextTokens().isPresent()) {
            return listed;
        }
        Endpoint root = endpoint.withApiBase(Addresses.withoutVersion(endpoint.apiBase()));
        ListedModel model = listed.models().getFirst();
        JsonNode props = query(root, "/props");
        OptionalInt slot = tokens(props.at("/default_generation_settings/n_ctx"));
        if (slot.isPresent()) {
            JsonNode vision = props.at("/modalities/vision");
            ListedModel updated = model.withContextTokens(slot);
            return new ModelList(
                    List.of(vision.isBoolean() ? updated.withVision(vision.asBoolean()) : updated),
                    UserText.verbatim(endpoint.displayName() + "'s /props"));
        }
        OptionalInt total = tokens(query(root, "/info").path("max_total_tokens"));
        return total.isPresent()
                ? new ModelList(
                        List.of(model.withContextTokens(total)), UserText.verbatim(endpoint.displayName() + "'s /info"))
                : listed;
    }

    private JsonNode query(Endpoint root, String path) {
        try {
            return client.requestJson(root, WireRequest.get(path), TimeLimits.PROBE);
        } catch (OpenLlmException other) {
            return MissingNode.getInstance();
        }
    }

    private static OptionalInt tokens(JsonNode value) {
        return value.canConvertToInt() && value.asInt() > 0 ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
    }
}
