package dev.openllm.server.config;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.server.config.schema.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration as it is now, merged from its sources. Immutable; a change makes a new one.
 *
 * @param providers in the order of the sources
 * @param defaultModel {@code provider/model} that answers when none is named
 * @param network how to reach the world
 * @param settings every other setting by its camelCase path ({@code secrets.keychain}), as a string
 * @param problems what is wrong, in files and settings
 * @param origins where each value came from, by its path: {@code providers.work.apiBase}, {@code defaultModel}
 * @param fault why no provider may be used, not even one that is not configured
 * @param defaultModelFault why no other model may take the place of the default one
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

    /** Nothing configured. */
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

    /** As a record's own; spelt out for the start, because the AOT cache cannot keep what a record's is made of. */
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

    /** A provider that is used by its name alone, without being configured. It has no other faults than everything. */
    public ProviderConfig unconfigured(String name) {
        return fault.map(ProviderConfig.named(name)::withFault).orElseGet(() -> ProviderConfig.named(name));
    }
}
