package dev.openllm.server.config;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.server.config.schema.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot of the configuration, merged from its sources. Immutable; a change creates a new one.
 *
 * @param providers in the order of the sources
 * @param defaultModel {@code provider/model} for requests that name none
 * @param network the network settings
 * @param settings every other setting by its camelCase path ({@code secrets.keychain}), as a string
 * @param problems problems in files and settings
 * @param origins the source of each value, by its path: {@code providers.work.apiBase}, {@code defaultModel}
 * @param fault why no provider may be used, not even an unconfigured one
 * @param defaultModelFault why no other model may replace the default one
 * @param allowedHosts the hosts that requests may go to
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

    /** No configuration. */
    public static final Config EMPTY =
            new Config(List.of(), Optional.empty(), NetworkSettings.SYSTEM, Map.of(), List.of(), Map.of());

    /** Without a fault. */
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

    /** As a record's own; written out because the AOT cache cannot store a record's. */
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
     * A provider that is used by its name alone, without configuration. It only has the faults that concern everything.
     */
    public ProviderConfig unconfigured(String name) {
        return fault.map(ProviderConfig.named(name)::withFault).orElseGet(() -> ProviderConfig.named(name));
    }
}
