package dev.openllm.server.provider.endpoint;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider that needs no configuration but its name: one entry of {@code built-in-providers.jsonc}.
 *
 * @param id its configured name
 * @param aliases other names that users know
 * @param name the display name
 * @param dialect its dialect
 * @param reasoningDialect the dialect of its reasoning models, if different
 * @param apiBase its base URL; may contain {@code ${VARIABLE}} of the environment; absent if each customer has their
 *     own
 * @param auth how a key is sent: {@code bearer}, {@code none} or the name of a header
 * @param needsKey whether it requires a key
 * @param keyEnv environment variables that can hold its key, best first
 * @param headers headers of each request
 * @param models the source of its models: it has a {@code list}, they are in the {@code catalog}, or each customer has
 *     their {@code own}, which must be configured
 * @param found whether it runs on this machine, on the port of {@code apiBase}, and is discovered
 * @param quirks its quirks, by the names of the dialect
 * @param documentation a page about its API
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
        boolean found,
        Map<String, String> quirks,
        Optional<String> documentation) {

    public BuiltInProvider {
        aliases = List.copyOf(aliases);
        keyEnv = List.copyOf(keyEnv);
        headers = Map.copyOf(headers);
        quirks = Map.copyOf(quirks);
    }

    /** The source of a provider's models. */
    public enum Models {
        LIST,
        CATALOG,
        OWN
    }

    /** Whether it runs on the user's own machine. */
    public boolean local() {
        return apiBase.filter(base -> !base.contains("$"))
                .map(URI::create)
                .filter(Addresses::isLoopback)
                .isPresent();
    }
}
