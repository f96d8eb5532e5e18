package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ReasoningEffort;
import dev.openllm.server.dialect.Dialect.ModelPage;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reader for the model list. Source: https://platform.claude.com/docs/en/api/models-list */
final class AnthropicModelList {

    private AnthropicModelList() {}

    static ModelPage read(JsonNode body) {
        List<ListedModel> models = body.path("data")
                .valueStream()
                .filter(model -> model.path("id").isTextual())
                .map(AnthropicModelList::model)
                .toList();
        Optional<String> last = Optional.of(body.path("last_id").asText("")).filter(id -> !id.isEmpty());
        return new ModelPage(models, body.path("has_more").asBoolean() ? last : Optional.empty());
    }

    private static ListedModel model(JsonNode model) {
        JsonNode capabilities = model.path("capabilities");
        return new ListedModel(
                model.path("id").asText(),
                Optional.of(model.path("display_name").asText("")).filter(name -> !name.isEmpty()),
                tokens(model.path("max_input_tokens")),
                tokens(model.path("max_tokens")),
                Optional.empty(),
                Optional.empty(),
                supported(capabilities.path("image_input")),
                supported(capabilities.path("pdf_input")),
                supported(capabilities.path("thinking")),
                efforts(capabilities.path("effort")),
                supported(capabilities.path("structured_outputs")),
                Optional.empty(),
                thinking(capabilities.path("thinking").path("types")));
    }

    private static List<String> efforts(JsonNode effort) {
        return ReasoningEffort.levels().stream()
                .filter(name -> supported(effort.path(name)).orElse(false))
                .toList();
    }

    private static Quirks thinking(JsonNode types) {
        if (supported(types.path("adaptive")).orElse(false)) {
            return Quirks.NONE.with(AnthropicQuirk.THINKING, "adaptive");
        }
        return supported(types.path("enabled")).orElse(false)
                ? Quirks.NONE.with(AnthropicQuirk.THINKING, "budget")
                : Quirks.NONE;
    }

    private static Optional<Boolean> supported(JsonNode capability) {
        return capability.path("supported").isBoolean()
                ? Optional.of(capability.path("supported").asBoolean())
                : Optional.empty();
    }

    private static OptionalInt tokens(JsonNode limit) {
        return limit.canConvertToInt() && limit.asInt() > 0 ? OptionalInt.of(limit.asInt()) : OptionalInt.empty();
    }
}
