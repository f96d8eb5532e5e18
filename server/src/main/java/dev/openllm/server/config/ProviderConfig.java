package dev.openllm.server.config;

import dev.openllm.server.config.schema.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The user's configuration of a provider. Every field except the name is optional because built-in providers have
 * defaults.
 *
 * @param name the name, which is also the first part of the IDs of the provider's models
 * @param preset the built-in provider, if its name differs from this provider's name
 * @param enabled whether the provider is enabled
 * @param displayName the name shown to the user
 * @param dialect the API dialect
 * @param apiBase the base URL
 * @param apiKeyEnv the environment variable that contains the API key
 * @param headers the headers added to each request
 * @param models the models to offer
 * @param quirks the provider's quirks, keyed by the names that the dialect defines
 * @param maxParallel the maximum number of concurrent requests
 * @param origins the source of each field, keyed by field name, such as {@code apiBase}
 * @param fault the reason that the provider must not be used, if any
 * @param apiKeyCommand the program that prints the API key, followed by its arguments; empty if there is none
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

    /** Creates a provider configuration without a fault, an API key command, or a limit on concurrent requests. */
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

    /** Returns a provider configuration that contains only the name. */
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
     * The user's selection of the models to offer from a provider.
     *
     * @param all whether to offer every model in the provider's model list, after the configured models
     * @param named the configured models
     * @param include the patterns for the IDs of models to offer, which can contain {@code *}; if empty, every model is
     *     offered
     * @param exclude the patterns for the IDs of models not to offer, which can contain {@code *}
     */
    public record ModelChoice(boolean all, List<ModelConfig> named, List<String> include, List<String> exclude) {

        /** The default: offer every model in the provider's model list. */
        public static final ModelChoice DEFAULT = new ModelChoice(true, List.of(), List.of(), List.of());

        public ModelChoice {
            named = List.copyOf(named);
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }
}
