package dev.openllm.server.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user configured for a model; it takes precedence over the catalog and the provider's list.
 *
 * @param id the provider's id of the model
 * @param baseModel the model whose facts hold for it, for deployments with names of their own
 * @param contextTokens prompt and answer together
 * @param outputTokens the most an answer may have
 * @param streaming false for models that answer only as a whole
 * @param structuredOutput whether its provider enforces a JSON Schema for the response
 * @param reasoningEffort used when the caller asks for none
 * @param fallbacks models that answer when this one cannot, as {@code provider/model}
 * @param quirks what is different with it, by the names of the dialect
 * @param fault why it must not be used
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

    /** Without a fault. */
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

    /** A model of which only the id is configured. */
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
