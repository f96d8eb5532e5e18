package dev.openllm.server.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The user's configuration of a model; it takes precedence over the catalog and the provider's list.
 *
 * @param id the provider's model id
 * @param baseModel the model whose facts apply, for deployments with names of their own
 * @param contextTokens prompt and response together
 * @param outputTokens the maximum of a response
 * @param streaming false for models without streaming
 * @param structuredOutput whether its provider enforces a JSON Schema for the response
 * @param reasoningEffort used when the caller sets none
 * @param fallbacks models to use when this one fails, as {@code provider/model}
 * @param quirks its quirks, by the names of the dialect
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
