package dev.openllm.server.provider;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.Endpoints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot of the configured providers, in the order of the configuration, followed by the discovered local servers.
 */
record ActiveProviders(List<Entry> entries) {

    /** The name of the built-in Echo provider. */
    static final String ECHO = "echo";

    ActiveProviders {
        entries = List.copyOf(entries);
    }

    /** A configured provider or a discovered server. */
    sealed interface Entry {

        ProviderConfig config();

        default String name() {
            return config().name();
        }

        /** A provider that can be used. */
        record Usable(ProviderConfig config, Endpoint endpoint, boolean discovered) implements Entry {}

        /** A provider whose configuration is invalid. */
        record Broken(ProviderConfig config, ErrorInfo error) implements Entry {}

        /** A provider that is disabled. */
        record Off(ProviderConfig config) implements Entry {}
    }

    static ActiveProviders of(Config config, List<LocalServers.Found> found, Endpoints endpoints) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (ProviderConfig provider : config.providers()) {
            if (!provider.name().equals(ECHO)) {
                entries.putIfAbsent(provider.name(), entry(provider, endpoints));
            }
        }
        for (LocalServers.Found server : found) {
            String name = server.provider().id();
            if (!entries.containsKey(name) && !isConfigured(server, entries.values())) {
                Endpoint endpoint = endpoints.discovered(server.provider(), server.apiBase());
                entries.put(name, new Entry.Usable(ProviderConfig.named(name), endpoint, true));
            }
        }
        return new ActiveProviders(new ArrayList<>(entries.values()));
    }

    Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    List<Entry.Usable> usable() {
        return entries.stream()
                .filter(Entry.Usable.class::isInstance)
                .map(Entry.Usable.class::cast)
                .toList();
    }

    List<Endpoint> endpoints() {
        return usable().stream().map(Entry.Usable::endpoint).toList();
    }

    private static Entry entry(ProviderConfig provider, Endpoints endpoints) {
        if (!provider.enabled().orElse(true)) {
            return new Entry.Off(provider);
        }
        try {
            return new Entry.Usable(provider, endpoints.of(provider), false);
        } catch (OpenLlmException wrong) {
            return new Entry.Broken(provider, wrong.info().withProvider(provider.name()));
        }
    }

    /**
     * Returns whether the user configured a discovered server under a different name. Such a server is not listed a
     * second time, even if the configured provider is disabled.
     */
    private static boolean isConfigured(LocalServers.Found server, Iterable<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Usable usable
                    && Addresses.isSameLocalPort(usable.endpoint().apiBase(), server.apiBase())) {
                return true;
            }
            if (server.provider().aliases().contains(entry.name())) {
                return true;
            }
        }
        return false;
    }
}
