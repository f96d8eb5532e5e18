package dev.openllm.server.provider.endpoint;

import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.secret.SecretQuery;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A configured provider, ready for requests.
 *
 * @param name the configured name; the first half of the models' ids
 * @param displayName for the user
 * @param known the id of its built-in provider; empty for a server of the user's own
 * @param apiBase the normalized base URL, without a trailing slash
 * @param auth how its key is sent; empty when it uses none
 * @param needsKey whether it requires a key
 * @param key how its key is found
 * @param headers headers of each request, the built-in provider's and the user's
 * @param query query parameters of each request, such as {@code api-version}
 * @param quirks its quirks
 * @param maxParallel the maximum of simultaneous requests; empty for no limit
 */
public record Endpoint(
        String name,
        String displayName,
        Optional<String> known,
        Dialect dialect,
        URI apiBase,
        Optional<AuthScheme> auth,
        boolean needsKey,
        SecretQuery key,
        Map<String, String> headers,
        Map<String, String> query,
        Quirks quirks,
        OptionalInt maxParallel) {

    public Endpoint {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /** The same provider with another of its keys. */
    public Endpoint withKey(SecretQuery other) {
        return new Endpoint(
                name, displayName, known, dialect, apiBase, auth, needsKey, other, headers, query, quirks, maxParallel);
    }

    /** Without a limit of requests. */
    public Endpoint(
            String name,
            String displayName,
            Optional<String> known,
            Dialect dialect,
            URI apiBase,
            Optional<AuthScheme> auth,
            boolean needsKey,
            SecretQuery key,
            Map<String, String> headers,
            Map<String, String> query,
            Quirks quirks) {
        this(
                name,
                displayName,
                known,
                dialect,
                apiBase,
                auth,
                needsKey,
                key,
                headers,
                query,
                quirks,
                OptionalInt.empty());
    }

    /** The same provider at another of its addresses. */
    public Endpoint withApiBase(URI other) {
        return new Endpoint(
                name, displayName, known, dialect, other, auth, needsKey, key, headers, query, quirks, maxParallel);
    }
}
