package dev.openllm.server.provider.listing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.Pricing;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Extends the model list of a LiteLLM proxy, which contains only names, with the model data from another endpoint of
 * the proxy. The names are aliases that the administrator chose and do not indicate capabilities. Source:
 * https://docs.litellm.ai/docs/proxy/model_management
 */
final class LiteLlmModelList {

    private static final double MILLION = 1_000_000;

    private final ModelListClient client;

    LiteLlmModelList(ModelListClient client) {
        this.client = client;
    }

    /**
     * Returns the model list with the data from {@code /model/info}, or the unchanged list if the server does not
     * support that request or refuses it.
     */
    ModelList withDetails(Endpoint endpoint, ModelList listed) {
        Map<String, List<JsonNode>> deployments = deployments(endpoint);
        if (listed.models().stream().noneMatch(model -> deployments.containsKey(model.id()))) {
            return listed;
        }
        List<ListedModel> models = listed.models().stream()
                .map(model ->
                        deployments.containsKey(model.id()) ? withDetails(model, deployments.get(model.id())) : model)
                .toList();
        return new ModelList(models, UserText.verbatim(endpoint.displayName() + "'s /model/info"));
    }

    private Map<String, List<JsonNode>> deployments(Endpoint endpoint) {
        try {
            Endpoint root = endpoint.withApiBase(Addresses.withoutVersion(endpoint.apiBase()));
            JsonNode body = client.requestJson(root, WireRequest.get("/model/info"), TimeLimits.PROBE);
            return body.path("data")
                    .valueStream()
                    .filter(entry -> entry.path("model_name").isTextual())
                    .collect(Collectors.groupingBy(
                            entry -> entry.path("model_name").asText(),
                            Collectors.mapping(entry -> entry.path("model_info"), Collectors.toList())));
        } catch (OpenLlmException another) {
            return Map.of();
        }
    }

    /**
     * Returns the model with the data that its deployments report. Any deployment of an alias can serve a request, so
     * only data that applies to all deployments is used.
     */
    private static ListedModel withDetails(ListedModel model, List<JsonNode> infos) {
        OptionalInt input = smallest(infos, "max_input_tokens");
        return new ListedModel(
                model.id(),
                model.name(),
                input.isPresent() ? input : model.contextTokens(),
                smallest(infos, "max_output_tokens"),
                supportsChat(infos),
                allSupport(infos, "supports_function_calling"),
                allSupport(infos, "supports_vision"),
                allSupport(infos, "supports_pdf_input"),
                allSupport(infos, "supports_reasoning"),
                List.of(),
                allSupport(infos, "supports_response_schema"),
                infos.size() == 1 ? pricing(infos.getFirst()) : Optional.empty(),
                model.quirks(),
                mode(infos).map("embedding"::equals),
                smallest(infos, "output_vector_size"));
    }

    private static Optional<Boolean> supportsChat(List<JsonNode> infos) {
        return mode(infos)
                .map(mode -> List.of("chat", "responses", "completion").contains(mode));
    }

    private static Optional<String> mode(List<JsonNode> infos) {
        return infos.stream()
                .map(info -> info.path("mode").asText(""))
                .filter(mode -> !mode.isEmpty())
                .findFirst();
    }

    private static Optional<Boolean> allSupport(List<JsonNode> infos, String flag) {
        List<JsonNode> declared = infos.stream()
                .map(info -> info.path(flag))
                .filter(JsonNode::isBoolean)
                .toList();
        return declared.isEmpty()
                ? Optional.empty()
                : Optional.of(declared.stream().allMatch(JsonNode::asBoolean));
    }

    private static OptionalInt smallest(List<JsonNode> infos, String field) {
        return infos.stream()
                .map(info -> info.path(field))
                .filter(limit -> limit.canConvertToInt() && limit.asInt() > 0)
                .mapToInt(JsonNode::asInt)
                .min();
    }

    /**
     * Returns the price of a deployment, or an empty result if the price is unknown. LiteLLM reports unknown prices as
     * 0.
     */
    private static Optional<Pricing> pricing(JsonNode info) {
        double input = info.path("input_cost_per_token").asDouble(0) * MILLION;
        double output = info.path("output_cost_per_token").asDouble(0) * MILLION;
        return Stream.of(input, output).allMatch(price -> price > 0)
                ? Optional.of(new Pricing(
                        input,
                        output,
                        price(info.path("cache_read_input_token_cost")),
                        price(info.path("cache_creation_input_token_cost"))))
                : Optional.empty();
    }

    private static OptionalDouble price(JsonNode cost) {
        return cost.isNumber() ? OptionalDouble.of(cost.asDouble() * MILLION) : OptionalDouble.empty();
    }
}
