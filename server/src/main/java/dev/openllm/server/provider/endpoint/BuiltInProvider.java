package dev.openllm.server.provider.endpoint;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service that needs no more configuration than its name: one line of {@code built-in-providers.jsonc}.
 *
 * @param id the name it is configured by
 * @param aliases other names users know it by
 * @param name for the user
 * @param dialect how it is spoken to
 * @param reasoningDialect how its reasoning models are spoken to, where that differs
 * @param apiBase its base URL; may hold {@code ${VARIABLE}} of the environment; absent where each customer has
 *     an own one
 * @param auth how a key is shown: {@code bearer}, {@code none} or the name of a header
 * @param needsKey it does not answer without a key
 * @param keyEnv environment variables that hold a key for it, best first
 * @param headers headers it wants with each request
 * @param models how its models are known: it has a {@code list}, they are in the {@code catalog}, or each customer
 *     has {@code own} ones that must be named
 * @param found it runs on this machine, on the port of {@code apiBase}, and is looked for there
 * @param quirks what is different with it, by the names of the dialect
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

    /** How the models of a service are known. */
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
