package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.catalog.EmbeddingModels;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.provider.endpoint.FactSheet;
import dev.openllm.server.provider.listing.ModelList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Determines whether a model is an embedding model, and provides the model's embedding properties.
 *
 * @param config the user's configuration of the model
 * @param list the provider's model list
 * @param listed the model's entry in the provider's model list
 * @param match the catalog's data about the model
 * @param meant the name that is used to look up data about the model: the configured base model or, if there is none,
 *     the model ID
 */
record EmbeddingFacts(
        ModelConfig config,
        Optional<ModelList> list,
        Optional<ListedModel> listed,
        Optional<Catalog.Match> match,
        String meant) {

    /** The map key in {@link ModelInfo#sources} for the source that identifies a model as an embedding model. */
    static final String KIND = "embedding";

    /**
     * Returns the name of the source that identifies the model as an embedding model, or an empty result if the model
     * is not an embedding model.
     */
    Optional<UserText> kind() {
        Optional<Boolean> stated = listed.flatMap(ListedModel::embeds);
        boolean chats = listed.flatMap(ListedModel::chat).orElse(false);
        if (chats || stated.isPresent()) {
            return !chats && stated.get() ? list.map(ModelList::source) : Optional.empty();
        }
        boolean usedForChats = Stream.of(config.tools(), config.vision(), config.files(), config.reasoning())
                .anyMatch(stance -> stance.orElse(false));
        if (usedForChats) {
            return Optional.empty();
        }
        Optional<Catalog.Match> own = match.filter(Catalog.Match::sameProvider);
        if (own.isPresent()) {
            return own.filter(found -> !found.model().chat() && EmbeddingModels.isNamed(meant))
                    .map(found -> UserText.of("catalog"));
        }
        return EmbeddingModels.isNamed(meant)
                ? Optional.of(UserText.of("assumed from the model's name"))
                : Optional.empty();
    }

    /** Returns the model with its embedding properties in place of its chat capabilities. */
    ModelInfo added(ModelInfo model, UserText kind) {
        Map<String, UserText> sources = new HashMap<>();
        Stream.of("name", "pricing", "limits.contextTokens")
                .filter(model.sources()::containsKey)
                .forEach(field -> sources.put(field, model.sourceText(field)));
        sources.put(KIND, kind);
        Optional<EmbeddingModels.Facts> known = EmbeddingModels.find(meant);
        OptionalInt dimensions = listed.map(ListedModel::dimensions).orElse(OptionalInt.empty());
        if (dimensions.isPresent()) {
            list.ifPresent(from -> sources.put("embedding.dimensions", from.source()));
        } else {
            dimensions = known.map(EmbeddingModels.Facts::dimensions).orElse(OptionalInt.empty());
            sources.put("embedding.dimensions", UserText.of("catalog"));
        }
        OptionalInt most = mostTokens(model, known, sources);
        return new ModelInfo(
                model.id(),
                model.provider(),
                model.model(),
                model.name(),
                model.family(),
                new ModelInfo.Limits(most.orElse(0), most.orElse(0), 0),
                new ModelInfo.Capabilities(false, model.capabilities().vision(), false, false, List.of(), false, false),
                model.pricing(),
                model.warning(),
                english(sources),
                model.warningTemplate(),
                Optional.of(templates(sources)),
                Optional.of(new ModelInfo.Embedding(dimensions, most)));
    }

    /**
     * Returns the maximum number of input tokens. A value from the user or the provider takes precedence over the
     * built-in table of embedding models.
     */
    private static OptionalInt mostTokens(
            ModelInfo model, Optional<EmbeddingModels.Facts> known, Map<String, UserText> sources) {
        UserText source = model.sourceText("limits.contextTokens");
        boolean assumed = FactSheet.isAssumed(source.english());
        if (assumed || source.english().startsWith("catalog")) {
            OptionalInt cataloged =
                    known.map(EmbeddingModels.Facts::inputTokens).orElse(OptionalInt.empty());
            if (cataloged.isPresent() || assumed) {
                sources.remove("limits.contextTokens");
                sources.put("embedding.maxInputTokens", UserText.of("catalog"));
                return cataloged;
            }
        }
        sources.put("embedding.maxInputTokens", source);
        return OptionalInt.of(model.limits().contextTokens());
    }

    private static Map<String, String> english(Map<String, UserText> sources) {
        Map<String, String> english = new HashMap<>();
        sources.forEach((field, source) -> english.put(field, source.english()));
        return english;
    }

    private static Map<String, MessageTemplate> templates(Map<String, UserText> sources) {
        Map<String, MessageTemplate> templates = new HashMap<>();
        sources.forEach((field, source) -> source.template().ifPresent(template -> templates.put(field, template)));
        return templates;
    }
}
