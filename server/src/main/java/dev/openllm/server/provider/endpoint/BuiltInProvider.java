package dev.openllm.server.provider.endpoint;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider that requires no configuration except its name, defined by an entry in {@code built-in-providers.jsonc}.
 *
 * @param id the ID, which is the provider's name in the configuration
 * @param aliases other names under which users know the provider
 * @param name the display name
 * @param dialect the name of the dialect that the provider's API uses
 * @param reasoningDialect the dialect of the provider's reasoning models, if different
 * @param apiBase the base URL, which can contain {@code ${VARIABLE}} from the environment; absent if each customer has
 *     a different URL
 * @param auth how the API key is sent: {@code bearer}, {@code none}, or the name of a header
 * @param needsKey whether the provider requires a key
 * @param keyEnv the environment variables that can contain the key, most common first
 * @param headers the headers to send with each request
 * @param models the source of the provider's models: the provider's model {@code list}, the {@code catalog}, or each
 *     customer's {@code own} configuration
 * @param discoverable whether the provider is a server that runs on this machine and is discovered on the port of {@code
 *     apiBase}
 * @param quirks the provider's deviations from the dialect, keyed by the names that the dialect defines
 * @param documentation the URL of the API documentation
 */
public record BuiltInProvider(
        String id,
        List<String> aliases,
        String name,
        String dialect,
        Optional<String> reasoningDialect,
        Optional<String> apiBase,
        String auth,
        boolean needsKey,
        List<String> keyEnv,
        Map<String, String> headers,
        Models models,
        boolean discoverable,
        Map<String, String> quirks,
        Optional<String> documentation) {

    public BuiltInProvider {
        aliases = List.copyOf(aliases);
        keyEnv = List.copyOf(keyEnv);
        headers = Map.copyOf(headers);
        quirks = Map.copyOf(quirks);
    }

    /** The possible sources of a provider's models. */
    public enum Models {
        LIST,
        CATALOG,
        OWN
    }

    /** Returns whether the provider is a server on the user's own machine. */
    public boolean isLocal() {
        return apiBase.filter(base -> !base.contains("$"))
                .map(URI::create)
                .filter(Addresses::isLoopback)
                .isPresent();
    }
}
