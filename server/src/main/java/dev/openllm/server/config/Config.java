package dev.openllm.server.config;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.server.config.schema.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot of the configuration, merged from its sources. Instances are immutable: every change creates a new one.
 *
 * @param providers the configured providers, in the order in which the sources list them
 * @param defaultModel the model, as {@code provider/model}, for requests that do not specify one
 * @param network the network settings
 * @param settings the remaining settings as strings, keyed by camelCase path, such as {@code secrets.keychain}
 * @param problems the problems found in files and settings
 * @param origins the source of each value, keyed by path, such as {@code providers.work.apiBase} or {@code
 *     defaultModel}
 * @param fault the reason that no provider can be used, including providers that are not configured
 * @param defaultModelFault the reason that the configured default model is unknown, in which case no other model is
 *     used in its place
 * @param allowedHosts the hosts that requests can be sent to
 */
public record Config(
        List<ProviderConfig> providers,
        Optional<String> defaultModel,
        NetworkSettings network,
        Map<String, String> settings,
        List<Problem> problems,
        Map<String, Origin> origins,
        Optional<Fault> fault,
        Optional<Fault> defaultModelFault,
        AllowedHosts allowedHosts) {

    /** An empty configuration. */
    public static final Config EMPTY =
            new Config(List.of(), Optional.empty(), NetworkSettings.SYSTEM, Map.of(), List.of(), Map.of());

    /** Creates a configuration without faults. */
    public Config(
            List<ProviderConfig> providers,
            Optional<String> defaultModel,
            NetworkSettings network,
            Map<String, String> settings,
            List<Problem> problems,
            Map<String, Origin> origins) {
        this(
                providers,
                defaultModel,
                network,
                settings,
                problems,
                origins,
                Optional.empty(),
                Optional.empty(),
                AllowedHosts.ANY);
    }

    public Config {
        providers = List.copyOf(providers);
        settings = Map.copyOf(settings);
        problems = List.copyOf(problems);
        origins = Map.copyOf(origins);
    }

    /**
     * Compares configurations in the same way as the method that the compiler generates for a record. This method is
     * written manually because the AOT cache cannot store the generated one.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Config config
                && providers.equals(config.providers)
                && settings.equals(config.settings)
                && defaultModel.equals(config.defaultModel)
                && problems.equals(config.problems)
                && origins.equals(config.origins)
                && network.equals(config.network)
                && fault.equals(config.fault)
                && defaultModelFault.equals(config.defaultModelFault)
                && allowedHosts.equals(config.allowedHosts);
    }

    public Optional<ProviderConfig> provider(String name) {
        return providers.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /**
     * Returns a configuration for a provider that is not configured. The configuration contains only the name and, if
     * there is one, the fault that applies to all providers.
     */
    public ProviderConfig unconfigured(String name) {
        return fault.map(ProviderConfig.named(name)::withFault).orElseGet(() -> ProviderConfig.named(name));
    }
}
