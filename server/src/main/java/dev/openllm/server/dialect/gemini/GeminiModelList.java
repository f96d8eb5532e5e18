package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.dialect.Dialect.ModelPage;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reader for the model list. Source: https://ai.google.dev/api/models */
final class GeminiModelList {

    /**
     * Substrings that identify models that support the same API method as chat models but do not respond with text,
     * such as models for speech, images, and music.
     */
    private static final List<String> NON_TEXT_MODELS =
            List.of("-tts", "-image", "nano-banana", "lyria", "-audio", "-live", "embedding");

    private GeminiModelList() {}

    static ModelPage read(JsonNode body) {
        List<ListedModel> models = body.path("models")
                .valueStream()
                .filter(model -> model.path("name").isTextual())
                .map(GeminiModelList::model)
                .toList();
        String next = body.path("nextPageToken").asText("");
        return new ModelPage(models, Optional.of(next).filter(token -> !token.isEmpty()));
    }

    private static ListedModel model(JsonNode model) {
        String id = model.path("name").asText().replaceFirst("^models/", "");
        boolean thinks = model.path("thinking").asBoolean();
        GeminiTraits traits = GeminiTraits.of(id, Quirks.NONE);
        return new ListedModel(
                id,
                Optional.of(model.path("displayName").asText("")).filter(name -> !name.isEmpty()),
                tokens(model.path("inputTokenLimit")),
                tokens(model.path("outputTokenLimit")),
                Optional.of(supportsChat(id, model)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(thinks),
                thinks ? efforts(traits) : List.of(),
                Optional.empty(),
                Optional.empty(),
                Quirks.NONE,
                Optional.of(supportsMethod(model, "embedContent")),
                OptionalInt.empty());
    }

    private static boolean supportsChat(String id, JsonNode model) {
        return supportsMethod(model, "generateContent")
                && NON_TEXT_MODELS.stream().noneMatch(id::contains);
    }

    private static boolean supportsMethod(JsonNode model, String method) {
        return model.path("supportedGenerationMethods")
                .valueStream()
                .anyMatch(supported -> supported.asText().equals(method));
    }

    private static List<String> efforts(GeminiTraits traits) {
        return switch (traits.thinking()) {
            case "level" -> traits.levels();
            case "budget" ->
                Stream.of("none", "low", "medium", "high")
                        .filter(effort ->
                                !effort.equals("none") || traits.budgets().off() == 0)
                        .toList();
            default -> List.of();
        };
    }

    private static OptionalInt tokens(JsonNode limit) {
        return limit.canConvertToInt() && limit.asInt() > 0 ? OptionalInt.of(limit.asInt()) : OptionalInt.empty();
    }
}
