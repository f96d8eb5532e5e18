package dev.openllm.server.provider.endpoint;

import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.secret.SecretQuery;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A provider's endpoint that is ready for requests.
 *
 * @param name the configured name, which is the first part of the provider's model IDs
 * @param displayName the display name
 * @param builtInId the ID of the built-in provider; empty for the user's own server
 * @param apiBase the normalized base URL, without a trailing slash
 * @param auth how the API key is sent; empty if no key is used
 * @param needsKey whether a key is required
 * @param key the query that finds the key
 * @param headers the headers to send with each request, from the built-in provider and from the user
 * @param query the query parameters to send with each request, such as {@code api-version}
 * @param quirks the quirks of the built-in provider, overridden by the user's configuration
 * @param maxParallel the maximum number of concurrent requests; empty for no limit
 */
public record Endpoint(
        String name,
        String displayName,
        Optional<String> builtInId,
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

    /** Returns a copy of this endpoint with a different API key. */
    public Endpoint withKey(SecretQuery other) {
        return new Endpoint(
                name,
                displayName,
                builtInId,
                dialect,
                apiBase,
                auth,
                needsKey,
                other,
                headers,
                query,
                quirks,
                maxParallel);
    }

    /** Creates an endpoint without a limit on concurrent requests. */
    public Endpoint(
            String name,
            String displayName,
            Optional<String> builtInId,
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
                builtInId,
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

    /** Returns a copy of this endpoint with a different base URL. */
    public Endpoint withApiBase(URI other) {
        return new Endpoint(
                name, displayName, builtInId, dialect, other, auth, needsKey, key, headers, query, quirks, maxParallel);
    }
}
