package dev.openllm.server.config;

import dev.openllm.server.config.schema.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The user's configuration of a provider. Everything but the name is optional: a built-in provider has defaults.
 *
 * @param name the first half of the models' ids
 * @param preset its built-in provider, if it is not the name
 * @param dialect its dialect
 * @param apiBase its base URL
 * @param apiKeyEnv the environment variable with its key
 * @param headers headers of each request
 * @param models the models to offer
 * @param quirks its quirks, by the names of the dialect
 * @param maxParallel the maximum of simultaneous requests
 * @param origins the source of each field, by its name: {@code apiBase}
 * @param fault why it must not be used
 * @param apiKeyCommand the program that prints its key, with its arguments; empty when there is none
 */
public record ProviderConfig(
        String name,
        Optional<String> preset,
        Optional<Boolean> enabled,
        Optional<String> displayName,
        Optional<String> dialect,
        Optional<String> apiBase,
        Optional<String> apiKeyEnv,
        Map<String, String> headers,
        ModelChoice models,
        Map<String, String> quirks,
        OptionalInt maxParallel,
        Map<String, Origin> origins,
        Optional<Fault> fault,
        List<String> apiKeyCommand) {

    public ProviderConfig {
        apiKeyCommand = List.copyOf(apiKeyCommand);
        headers = Map.copyOf(headers);
        quirks = Map.copyOf(quirks);
        origins = Map.copyOf(origins);
    }

    /** Without a fault, a command and a limit. */
    public ProviderConfig(
            String name,
            Optional<String> preset,
            Optional<Boolean> enabled,
            Optional<String> displayName,
            Optional<String> dialect,
            Optional<String> apiBase,
            Optional<String> apiKeyEnv,
            Map<String, String> headers,
            ModelChoice models,
            Map<String, String> quirks,
            Map<String, Origin> origins) {
        this(
                name,
                preset,
                enabled,
                displayName,
                dialect,
                apiBase,
                apiKeyEnv,
                headers,
                models,
                quirks,
                OptionalInt.empty(),
                origins,
                Optional.empty(),
                List.of());
    }

    ProviderConfig withFault(Fault newFault) {
        return new ProviderConfig(
                name,
                preset,
                enabled,
                displayName,
                dialect,
                apiBase,
                apiKeyEnv,
                headers,
                models,
                quirks,
                maxParallel,
                origins,
                Optional.of(newFault),
                apiKeyCommand);
    }

    /** A provider of which only the name is configured. */
    public static ProviderConfig named(String name) {
        return new ProviderConfig(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                ModelChoice.DEFAULT,
                Map.of(),
                Map.of());
    }

    /**
     * The models of a provider to offer.
     *
     * @param all everything that the provider lists, with the configured ones first
     * @param named models by id, with their configuration
     * @param include patterns with {@code *}; empty means every model
     * @param exclude patterns with {@code *}
     */
    public record ModelChoice(boolean all, List<ModelConfig> named, List<String> include, List<String> exclude) {

        /** Not configured: everything that the provider lists. */
        public static final ModelChoice DEFAULT = new ModelChoice(true, List.of(), List.of(), List.of());

        public ModelChoice {
            named = List.copyOf(named);
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }
}
