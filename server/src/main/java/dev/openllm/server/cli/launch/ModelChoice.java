package dev.openllm.server.cli.launch;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.List;
import java.util.Optional;

/** Selects the models for a launched tool. */
final class ModelChoice {

    /**
     * The name of the provider that is built in for testing. The provider has one model, which repeats its input and
     * therefore cannot be used by tools.
     */
    private static final String BUILT_IN_PROVIDER = "echo";

    private ModelChoice() {}

    static LaunchModels of(ListModelsResult listed, Optional<String> main, Optional<String> small) {
        List<ModelInfo> usable = usable(listed.models());
        ModelInfo chosen = main.map(name -> find(listed.models(), name)).orElseGet(() -> defaultModel(listed, usable));
        return new LaunchModels(
                chosen, small.map(name -> find(listed.models(), name)).orElse(chosen), usable);
    }

    static List<ModelInfo> usable(List<ModelInfo> models) {
        return models.stream()
                .filter(model -> !model.provider().equals(BUILT_IN_PROVIDER))
                .toList();
    }

    private static ModelInfo defaultModel(ListModelsResult listed, List<ModelInfo> usable) {
        return usable.stream()
                .filter(model ->
                        listed.defaultModel().filter(model.id()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        "No default model can be used by the tool.",
                        "Specify a model with -m PROVIDER/MODEL, or run `open-llm providers` to see what is missing."));
    }

    private static ModelInfo find(List<ModelInfo> models, String name) {
        List<ModelInfo> exact =
                models.stream().filter(model -> model.id().equals(name)).toList();
        List<ModelInfo> found = exact.isEmpty()
                ? models.stream().filter(model -> model.model().equals(name)).toList()
                : exact;
        if (found.size() > 1) {
            throw new OpenLlmException(
                    ErrorKind.MODEL_NOT_FOUND,
                    "Several providers have a model named " + Terminal.sanitize(name) + ".",
                    "Specify one of these models: "
                            + String.join(
                                    ", ", found.stream().map(ModelInfo::id).toList()) + ".");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.MODEL_NOT_FOUND,
                        "The model " + Terminal.sanitize(name) + " does not exist.",
                        "Run `open-llm launch` to list suitable models."));
    }
}
