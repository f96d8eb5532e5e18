package dev.openllm.server.provider.endpoint;

import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.secret.SecretQuery;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A configured provider, ready to be asked.
 *
 * @param name the configured name; the first half of the models' ids
 * @param displayName for the user
 * @param known the id of the built-in provider it is; empty for a server of the user's own
 * @param apiBase the normalized base URL, without a trailing slash
 * @param auth how its key is shown; empty when it takes none
 * @param needsKey it does not answer without a key
 * @param key how its key is found
 * @param headers headers sent with each request, the built-in provider's and the user's
 * @param query query parameters sent with each request, such as {@code api-version}
 * @param quirks what is different with it
 * @param maxParallel how many requests it processes at the same time; empty for any number
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

    /** The same service with another of its keys. */
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

    /** The same service at another of its addresses. */
    public Endpoint withApiBase(URI other) {
        return new Endpoint(
                name, displayName, known, dialect, other, auth, needsKey, key, headers, query, quirks, maxParallel);
    }
}
