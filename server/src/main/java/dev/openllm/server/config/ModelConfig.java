package dev.openllm.server.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The user's configuration of a model. It takes precedence over the catalog and over the provider's model list.
 *
 * @param id the provider's model ID
 * @param name the display name
 * @param baseModel the model whose catalog data applies to this model, for deployments that have custom names
 * @param contextTokens the maximum number of tokens in the prompt and the response combined
 * @param outputTokens the maximum number of tokens in a response
 * @param streaming whether the model supports streaming
 * @param structuredOutput whether the provider enforces a JSON Schema for the response
 * @param reasoningEffort the reasoning effort for requests that do not specify one
 * @param fallbacks the models to use if this model fails, as {@code provider/model}
 * @param quirks the model's quirks, keyed by the names that the dialect defines
 * @param fault the reason that the model must not be used, if any
 */
public record ModelConfig(
        String id,
        Optional<String> name,
        Optional<String> baseModel,
        OptionalInt contextTokens,
        OptionalInt outputTokens,
        Optional<Boolean> tools,
        Optional<Boolean> vision,
        Optional<Boolean> files,
        Optional<Boolean> reasoning,
        Optional<Boolean> streaming,
        Optional<Boolean> structuredOutput,
        Optional<String> reasoningEffort,
        List<String> fallbacks,
        Map<String, String> quirks,
        Optional<Fault> fault) {

    public ModelConfig {
        fallbacks = List.copyOf(fallbacks);
        quirks = Map.copyOf(quirks);
    }

    /** Creates a model configuration without a fault. */
    public ModelConfig(
            String id,
            Optional<String> name,
            Optional<String> baseModel,
            OptionalInt contextTokens,
            OptionalInt outputTokens,
            Optional<Boolean> tools,
            Optional<Boolean> vision,
            Optional<Boolean> files,
            Optional<Boolean> reasoning,
            Optional<Boolean> streaming,
            Optional<Boolean> structuredOutput,
            Optional<String> reasoningEffort,
            List<String> fallbacks,
            Map<String, String> quirks) {
        this(
                id,
                name,
                baseModel,
                contextTokens,
                outputTokens,
                tools,
                vision,
                files,
                reasoning,
                streaming,
                structuredOutput,
                reasoningEffort,
                fallbacks,
                quirks,
                Optional.empty());
    }

    /** Returns a model configuration that contains only the model ID. */
    public static ModelConfig of(String id) {
        return new ModelConfig(
                id,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }
}
