package dev.openllm.server.gateway;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.provider.Providers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models that all APIs list, embedding models included, and the meaning of their names: ids, bare ids and aliases. */
final class ModelNames {

    /** The tag that Ollama's clients append to a name without one. */
    private static final String LATEST = ":latest";

    private final Providers providers;

    ModelNames(Providers providers) {
        this.providers = providers;
    }

    /** Every model by its own name, then the aliases without {@code *}, as models with the alias as their id. */
    List<ModelInfo> all() {
        ListModelsResult listed = providers.models(ListModelsParams.ALL);
        List<ModelInfo> models = new ArrayList<>(listed.models());
        models.addAll(listed.embeddingModels());
        List<ModelInfo> all = new ArrayList<>(models);
        providers.aliases().forEach((alias, target) -> {
            if (models.stream().noneMatch(model -> model.id().equals(alias))) { // an alias never hides a model
                models.stream()
                        .filter(model -> model.id().equals(target))
                        .findFirst()
                        .or(() -> resolved(target)) // a provider may list fewer models than it has
                        .ifPresent(model -> all.add(named(alias, model)));
            }
        });
        return all;
    }

    private static ModelInfo named(String alias, ModelInfo model) {
        return new ModelInfo(
                alias,
                model.provider(),
                model.model(),
                model.name(),
                model.family(),
                model.limits(),
                model.capabilities(),
                model.pricing(),
                model.warning(),
                model.sources(),
                model.warningTemplate(),
                model.sourceTemplates(),
                model.embedding());
    }

    /** A name in a path: a plus sign is literal there. */
    static String decoded(String inPath) {
        return URLDecoder.decode(inPath.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * The listed model with a name.
     *
     * @param where how to find existing names, for the message
     * @throws OpenLlmException of kind {@code model_not_found}
     */
    ModelInfo require(String name, String where) {
        List<ModelInfo> listed = all();
        return listed.stream()
                .filter(model -> model.id().equals(name))
                .findFirst()
                .or(() -> resolved(name)
                        .flatMap(found -> listed.stream()
                                .filter(model -> model.id().equals(found.id()))
                                .findFirst()))
                .orElseThrow(() ->
                        new OpenLlmException(ErrorKind.MODEL_NOT_FOUND, "There is no model " + name + ".", where));
    }

    /** The name without the tag that a client appended; names that contain the tag themselves are unchanged. */
    String withoutLatest(String name) {
        if (!name.endsWith(LATEST)) {
            return name;
        }
        String bare = name.substring(0, name.length() - LATEST.length());
        boolean isTagged = isListed(name)
                || !isListed(bare)
                        && resolved(name)
                                .filter(found -> !found.id().endsWith(LATEST))
                                .isPresent();
        return isTagged ? name : bare;
    }

    private boolean isListed(String name) {
        return all().stream()
                .anyMatch(model -> model.id().equals(name) || model.model().equals(name));
    }

    private Optional<ModelInfo> resolved(String name) {
        try {
            return Optional.of(providers.resolve(name).info());
        } catch (OpenLlmException noChat) {
            return resolvedForEmbeddings(name);
        }
    }

    private Optional<ModelInfo> resolvedForEmbeddings(String name) {
        try {
            return Optional.of(providers.resolveEmbedding(name).info());
        } catch (OpenLlmException unknown) {
            return Optional.empty();
        }
    }
}
