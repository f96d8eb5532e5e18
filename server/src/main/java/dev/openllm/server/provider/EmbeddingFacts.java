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
 * @param lookupName the name that is used to look up data about the model: the configured base model or, if there is none,
 *     the model ID
 */
record EmbeddingFacts(
        ModelConfig config,
        Optional<ModelList> list,
        Optional<ListedModel> listed,
        Optional<Catalog.Match> match,
        String lookupName) {

    /** The map key in {@link ModelInfo#sources} for the source that identifies a model as an embedding model. */
    static final String KIND = "embedding";

    /**
     * Returns the name of the source that identifies the model as an embedding model, or an empty result if the model
     * is not an embedding model.
     */
    Optional<UserText> kind() {
        Optional<Boolean> declared = listed.flatMap(ListedModel::embeds);
        boolean isChatModel = listed.flatMap(ListedModel::chat).orElse(false);
        if (isChatModel || declared.isPresent()) {
            return !isChatModel && declared.get() ? list.map(ModelList::source) : Optional.empty();
        }
        boolean configuredForChats = Stream.of(config.tools(), config.vision(), config.files(), config.reasoning())
                .anyMatch(capability -> capability.orElse(false));
        if (configuredForChats) {
            return Optional.empty();
        }
        Optional<Catalog.Match> ownMatch = match.filter(Catalog.Match::sameProvider);
        if (ownMatch.isPresent()) {
            return ownMatch.filter(found -> !found.model().chat() && EmbeddingModels.isEmbeddingName(lookupName))
                    .map(found -> UserText.of("catalog"));
        }
        return EmbeddingModels.isEmbeddingName(lookupName)
                ? Optional.of(UserText.of("assumed from the model's name"))
                : Optional.empty();
    }

    /** Returns the model with its embedding properties in place of its chat capabilities. */
    ModelInfo applyTo(ModelInfo model, UserText kind) {
        Map<String, UserText> sources = new HashMap<>();
        Stream.of("name", "pricing", "limits.contextTokens")
                .filter(model.sources()::containsKey)
                .forEach(field -> sources.put(field, model.sourceText(field)));
        sources.put(KIND, kind);
        Optional<EmbeddingModels.Facts> facts = EmbeddingModels.find(lookupName);
        OptionalInt dimensions = listed.map(ListedModel::dimensions).orElse(OptionalInt.empty());
        if (dimensions.isPresent()) {
            list.ifPresent(modelList -> sources.put("embedding.dimensions", modelList.source()));
        } else {
            dimensions = facts.map(EmbeddingModels.Facts::dimensions).orElse(OptionalInt.empty());
            sources.put("embedding.dimensions", UserText.of("catalog"));
        }
        OptionalInt maxTokens = maxInputTokens(model, facts, sources);
        return new ModelInfo(
                model.id(),
                model.provider(),
                model.model(),
                model.name(),
                model.family(),
                new ModelInfo.Limits(maxTokens.orElse(0), maxTokens.orElse(0), 0),
                new ModelInfo.Capabilities(false, model.capabilities().vision(), false, false, List.of(), false, false),
                model.pricing(),
                model.warning(),
                english(sources),
                model.warningTemplate(),
                Optional.of(templates(sources)),
                Optional.of(new ModelInfo.Embedding(dimensions, maxTokens)));
    }

    /**
     * Returns the maximum number of input tokens. A value from the user or the provider takes precedence over the
     * built-in table of embedding models.
     */
    private static OptionalInt maxInputTokens(
            ModelInfo model, Optional<EmbeddingModels.Facts> facts, Map<String, UserText> sources) {
        UserText source = model.sourceText("limits.contextTokens");
        boolean assumed = FactSheet.isAssumed(source.english());
        if (assumed || source.english().startsWith("catalog")) {
            OptionalInt cataloged =
                    facts.map(EmbeddingModels.Facts::inputTokens).orElse(OptionalInt.empty());
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
