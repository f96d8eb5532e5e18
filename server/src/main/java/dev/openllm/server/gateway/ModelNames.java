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

/**
 * Lists the models, including embedding models, that appear in the model lists of all gateway APIs, and finds a model
 * by any name that clients can use: an alias, or a model ID with or without the provider.
 */
final class ModelNames {

    /** The tag that Ollama clients append to a model name that has no tag. */
    private static final String LATEST_TAG = ":latest";

    private final Providers providers;

    ModelNames(Providers providers) {
        this.providers = providers;
    }

    /**
     * Returns every model under its own ID, followed by the aliases that do not contain {@code *}. Each alias is
     * returned as a model whose ID is the alias.
     */
    List<ModelInfo> all() {
        ListModelsResult listed = providers.models(ListModelsParams.ALL);
        List<ModelInfo> models = new ArrayList<>(listed.models());
        models.addAll(listed.embeddingModels());
        List<ModelInfo> all = new ArrayList<>(models);
        providers.aliases().forEach((alias, target) -> {
            if (models.stream().noneMatch(model -> model.id().equals(alias))) { // IDs take precedence over aliases
                models.stream()
                        .filter(model -> model.id().equals(target))
                        .findFirst()
                        .or(() -> resolve(target)) // an alias can refer to a model that its provider does not list
                        .ifPresent(model -> all.add(withAlias(alias, model)));
            }
        });
        return all;
    }

    private static ModelInfo withAlias(String alias, ModelInfo model) {
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

    /** Decodes a percent-encoded name in a path. A plus sign in a path represents itself, not a space. */
    static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * Returns the listed model with the specified name.
     *
     * @param hint the hint, included in the error, that explains how to list the available names
     * @throws OpenLlmException of kind {@code model_not_found} if no model has this name
     */
    ModelInfo require(String name, String hint) {
        List<ModelInfo> listed = all();
        return listed.stream()
                .filter(model -> model.id().equals(name))
                .findFirst()
                .or(() -> resolve(name)
                        .flatMap(found -> listed.stream()
                                .filter(model -> model.id().equals(found.id()))
                                .findFirst()))
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.MODEL_NOT_FOUND, "The model " + name + " does not exist.", hint));
    }

    /**
     * Returns the name without a {@code :latest} tag that a client appended. If the tag is part of the model's actual
     * name, the name is returned unchanged.
     */
    String withoutLatestTag(String name) {
        if (!name.endsWith(LATEST_TAG)) {
            return name;
        }
        String untagged = name.substring(0, name.length() - LATEST_TAG.length());
        boolean isTagged = isListed(name)
                || !isListed(untagged)
                        && resolve(name)
                                .filter(found -> !found.id().endsWith(LATEST_TAG))
                                .isPresent();
        return isTagged ? name : untagged;
    }

    private boolean isListed(String name) {
        return all().stream()
                .anyMatch(model -> model.id().equals(name) || model.model().equals(name));
    }

    private Optional<ModelInfo> resolve(String name) {
        try {
            return Optional.of(providers.resolve(name).info());
        } catch (OpenLlmException noChat) {
            return resolveEmbedding(name);
        }
    }

    private Optional<ModelInfo> resolveEmbedding(String name) {
        try {
            return Optional.of(providers.resolveEmbedding(name).info());
        } catch (OpenLlmException unknown) {
            return Optional.empty();
        }
    }
}
