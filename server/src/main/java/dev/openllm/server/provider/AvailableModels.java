package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.catalog.EmbeddingModels;
import dev.openllm.server.catalog.ModelName;
import dev.openllm.server.config.Fault;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.ProviderConfig.ModelChoice;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.completion.CompletionForms;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.FactSheet;
import dev.openllm.server.provider.endpoint.MissingKey;
import dev.openllm.server.provider.listing.ModelList;
import dev.openllm.server.provider.listing.ModelListCache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Determines which models a provider offers and merges the data about each model from all sources. */
final class AvailableModels {

    private final Catalog catalog;
    private final LearnedLimits learnedLimits;

    AvailableModels(Catalog catalog, LearnedLimits learnedLimits) {
        this.catalog = catalog;
        this.learnedLimits = learnedLimits;
    }

    /** Returns the chat models: the configured models, followed by the listed models that the user did not exclude. */
    List<ModelInfo> chatModels(ActiveProviders.Entry.Usable entry, ModelListCache.Known known) {
        return allModels(entry, known).stream()
                .filter(model -> model.embedding().isEmpty())
                .toList();
    }

    /**
     * Returns the embedding models: the configured models, followed by the listed models that the user did not exclude.
     */
    List<ModelInfo> embeddingModels(ActiveProviders.Entry.Usable entry, ModelListCache.Known known) {
        return allModels(entry, known).stream()
                .filter(model -> model.embedding().isPresent())
                .toList();
    }

    private List<ModelInfo> allModels(ActiveProviders.Entry.Usable entry, ModelListCache.Known known) {
        ModelChoice choice = entry.config().models();
        Map<String, ModelInfo> included = new LinkedHashMap<>();
        for (ModelConfig named : choice.named()) {
            included.put(named.id(), describe(entry, named.id(), known));
        }
        if (choice.all()) {
            for (ListedModel listed : known.modelList().map(ModelList::models).orElse(List.of())) {
                if (isIncluded(listed.id(), choice) && isSupported(entry, listed, known)) {
                    included.computeIfAbsent(listed.id(), id -> describe(entry, id, known));
                }
            }
        }
        return List.copyOf(included.values());
    }

    /**
     * Returns whether the provider's model list contains a model that is not a chat model, such as an embedding model.
     */
    boolean listsNonChatModel(ActiveProviders.Entry.Usable entry, ModelListCache.Known known, String model) {
        return known.modelList().flatMap(modelList -> modelList.model(model)).stream()
                .anyMatch(listed -> !isChatModel(entry.endpoint(), listed));
    }

    /**
     * Returns whether it is certain that a model supports only chat. For the user's own model servers, the result is
     * always false because these servers create embeddings with any model.
     */
    boolean isChatOnly(ActiveProviders.Entry.Usable entry, ModelListCache.Known known, String model) {
        EmbeddingFacts facts = embeddingFacts(entry, model, known);
        if (isOwnServer(entry.endpoint()) || facts.kind().isPresent()) {
            return false;
        }
        Optional<ListedModel> listed = facts.listed();
        return listed.flatMap(ListedModel::chat).isPresent()
                ? listed.get().chat().get() && !listed.get().embeds().orElse(false)
                : facts.match()
                        .filter(match -> match.sameProvider() && match.model().chat())
                        .isPresent();
    }

    private EmbeddingFacts embeddingFacts(
            ActiveProviders.Entry.Usable entry, String model, ModelListCache.Known known) {
        ModelConfig config = config(entry.config(), model);
        String lookupName = config.baseModel().orElse(model);
        return new EmbeddingFacts(
                config,
                known.modelList(),
                known.modelList().flatMap(modelList -> modelList.model(model)),
                findInCatalog(entry.endpoint(), lookupName),
                lookupName);
    }

    /** Returns the models that the provider lists but that the user excluded. */
    List<ModelInfo> excludedModels(ActiveProviders.Entry.Usable entry, ModelListCache.Known known) {
        Set<String> included =
                allModels(entry, known).stream().map(ModelInfo::model).collect(Collectors.toSet());
        return known.modelList().map(ModelList::models).orElse(List.of()).stream()
                .filter(listed -> isSupported(entry, listed, known) && !included.contains(listed.id()))
                .map(listed -> describe(entry, listed.id(), known))
                .toList();
    }

    /**
     * Returns the data about a model, whether or not the model is listed. The sources are, highest precedence first,
     * the user's configuration, the limits learned from refused requests, the provider's model list, and the catalog.
     */
    ModelInfo describe(ActiveProviders.Entry.Usable entry, String model, ModelListCache.Known known) {
        Endpoint endpoint = entry.endpoint();
        ModelConfig config = config(entry.config(), model);
        List<FactSheet> sheets = new ArrayList<>();
        sheets.add(FactSheet.of(config, configurationSource(entry.config())));
        learnedLimits.of(endpoint, model).ifPresent(sheets::add);
        known.modelList()
                .ifPresent(modelList -> modelList.model(model).ifPresent(listed -> {
                    Optional.ofNullable(modelList.contextSources().get(listed.id()))
                            .ifPresent(source ->
                                    sheets.add(FactSheet.context(listed.contextTokens(), UserText.verbatim(source))));
                    sheets.add(FactSheet.of(listed, modelList.source()));
                }));
        String lookupName = config.baseModel().orElse(model);
        Optional<Catalog.Match> match = findInCatalog(endpoint, lookupName);
        match.ifPresent(found -> sheets.add(FactSheet.of(found, isOwnServer(endpoint))));
        catalog.efforts(catalogProvider(endpoint), lookupName)
                .ifPresent(efforts -> sheets.add(FactSheet.efforts(efforts)));
        match.filter(found -> isOwnServer(endpoint)).ifPresent(found -> sheets.addAll(FactSheet.suggested(found)));
        sheets.add(FactSheet.assumed());
        ModelInfo merged = ModelFacts.merge(entry.name(), model, sheets, warning(entry, known, model));
        EmbeddingFacts embedding = embeddingFacts(entry, model, known);
        return embedding
                .kind()
                .map(kind -> embedding.applyTo(merged, kind))
                .orElseGet(() -> withFillInMiddle(merged, entry, known));
    }

    private ModelInfo withFillInMiddle(ModelInfo info, ActiveProviders.Entry.Usable entry, ModelListCache.Known known) {
        Endpoint endpoint = entry.endpoint();
        Optional<Boolean> fillsInMiddle = CompletionForms.supportsFillInMiddle(
                endpoint.dialect().name(),
                quirks(entry, info.model(), known),
                config(entry.config(), info.model()).baseModel().orElse(info.model()),
                endpoint.builtInId().isEmpty());
        return fillsInMiddle.isPresent()
                ? info.withCapabilities(info.capabilities().withFillInMiddle(fillsInMiddle))
                : info;
    }

    /**
     * Returns the quirks of a model. The sources are, lowest precedence first, the endpoint, the catalog's data about
     * the model, the provider's model list, and the user's configuration.
     */
    Quirks quirks(ActiveProviders.Entry.Usable entry, String model, ModelListCache.Known known) {
        Endpoint endpoint = entry.endpoint();
        ModelConfig config = config(entry.config(), model);
        Quirks catalogQuirks = new Quirks(
                catalog.quirks(catalogProvider(endpoint), config.baseModel().orElse(model)));
        Quirks listed = known.modelList()
                .flatMap(modelList -> modelList.model(model))
                .map(ListedModel::quirks)
                .orElse(Quirks.NONE);
        return endpoint.quirks()
                .overlaidBy(catalogQuirks)
                .overlaidBy(listed)
                .overlaidBy(new Quirks(entry.config().quirks()))
                .overlaidBy(new Quirks(config.quirks()));
    }

    /**
     * Returns the user's configuration of a model. If the user did not configure the model, the result contains only
     * the model ID.
     */
    static ModelConfig config(ProviderConfig provider, String model) {
        return provider.models().named().stream()
                .filter(named -> named.id().equals(model))
                .findFirst()
                .orElseGet(() -> ModelConfig.of(model));
    }

    private boolean isSupported(ActiveProviders.Entry.Usable entry, ListedModel listed, ModelListCache.Known known) {
        return isChatModel(entry.endpoint(), listed)
                || embeddingFacts(entry, listed.id(), known).kind().isPresent();
    }

    private boolean isChatModel(Endpoint endpoint, ListedModel listed) {
        return listed.chat()
                .orElseGet(() -> !listed.embeds().orElse(EmbeddingModels.isEmbeddingName(listed.id()))
                        && findInCatalog(endpoint, listed.id())
                                .map(match ->
                                        !match.sameProvider() || match.model().chat())
                                .orElse(true));
    }

    /**
     * Finds a model in the catalog. A generic name, such as {@code small}, identifies a model of a cloud provider but
     * is meaningless on the user's own server.
     */
    private Optional<Catalog.Match> findInCatalog(Endpoint endpoint, String model) {
        return catalog.find(
                isOwnServer(endpoint) && ModelName.isGeneric(model) ? Optional.empty() : endpoint.builtInId(), model);
    }

    private static boolean isOwnServer(Endpoint endpoint) {
        return Addresses.isNearby(endpoint.apiBase().getHost());
    }

    private static String catalogProvider(Endpoint endpoint) {
        return isOwnServer(endpoint) ? Catalog.LOCAL : endpoint.builtInId().orElse("");
    }

    private static Optional<UserText> warning(
            ActiveProviders.Entry.Usable entry, ModelListCache.Known known, String model) {
        Optional<Fault> fault = config(entry.config(), model).fault();
        if (fault.isPresent()) {
            return fault.map(
                    modelFault -> modelFault.ofModel(entry.name() + "/" + model).text());
        }
        Endpoint endpoint = entry.endpoint();
        if (known.failure().filter(ProviderStatuses::preventsChats).isPresent()) {
            return known.failure()
                    .map(error -> MissingKey.matches(error) && !MissingKey.isOtherHost(error)
                            ? UserText.of("No API key. {0}", MissingKey.remedy(endpoint))
                            : ProviderStatuses.ofFailure(error, endpoint.apiBase())
                                    .text());
        }
        boolean notPulled = endpoint.dialect().name().equals("ollama-chat")
                && known.modelList()
                        .filter(modelList -> modelList.model(model).isEmpty())
                        .isPresent();
        return notPulled ? Optional.of(UserText.of("Not pulled. Run `ollama pull {0}`.", model)) : Optional.empty();
    }

    private static UserText configurationSource(ProviderConfig config) {
        Origin origin = config.origins().get("models");
        return Optional.ofNullable(origin)
                .flatMap(Origin::file)
                .map(file -> UserText.of("configuration, {0}", file.getFileName() + ":" + origin.line()))
                .orElse(UserText.of("configuration"));
    }

    private static boolean isIncluded(String model, ModelChoice choice) {
        return (choice.include().isEmpty() || matchesAny(model, choice.include()))
                && !matchesAny(model, choice.exclude());
    }

    private static boolean matchesAny(String model, List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> matches(model, pattern));
    }

    private static boolean matches(String model, String pattern) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(model).matches();
    }
}
