package dev.openllm.server.gateway;

import dev.openllm.server.gateway.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides which requests the gateway accepts. If a token is required, clients must send a valid token. Requests from
 * web pages are rejected unless their origin is allowed.
 */
final class GatewayGuard {

    /**
     * The name of the consumer to which requests that contain the unnamed token are attributed. If no token is
     * required, requests without a token are also attributed to this consumer.
     */
    static final String CONSUMER = "gateway";

    /**
     * The name of the consumer to which requests without a token are attributed if they are received on the port for
     * Ollama clients.
     */
    static final String OLLAMA_CONSUMER = "ollama-port";

    /**
     * The header in which clients of the Gemini API send their API key. Clients of other APIs do not use this header.
     */
    static final String GOOGLE_KEY_HEADER = "x-goog-api-key";

    private final Optional<byte[]> token;
    private final NamedTokens namedTokens;
    private final Optional<String> anonymousConsumer;
    private final Supplier<AllowedClients> allowedClients;
    private volatile OwnNames ownNames = new OwnNames(-1, Set.of());

    /** The {@code Host} header values that identify this machine, for the specified gateway port. */
    private record OwnNames(int port, Set<String> hosts) {}

    /**
     * Creates a guard.
     *
     * @param token the token that clients must send; empty if no token is required
     * @param namedTokens the named tokens that clients can send instead
     * @param allowedClients a supplier of the origins and hosts that the user currently allows
     */
    GatewayGuard(Optional<String> token, NamedTokens namedTokens, Supplier<AllowedClients> allowedClients) {
        this(token, namedTokens, token.isEmpty() ? Optional.of(CONSUMER) : Optional.empty(), allowedClients);
    }

    private GatewayGuard(
            Optional<String> token,
            NamedTokens namedTokens,
            Optional<String> anonymousConsumer,
            Supplier<AllowedClients> allowedClients) {
        this.allowedClients = allowedClients;
        this.namedTokens = namedTokens;
        this.anonymousConsumer = anonymousConsumer;
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns a guard for the port for Ollama clients, which accepts requests without a token. If a request to this
     * port contains a valid named or unnamed token, the token determines the consumer of the request.
     */
    static GatewayGuard ofOllamaPort(Optional<String> token, NamedTokens namedTokens) {
        return new GatewayGuard(token, namedTokens, Optional.of(OLLAMA_CONSUMER), () -> AllowedClients.NONE);
    }

    /**
     * Returns whether to reject the request because it was sent by a web page whose origin is not allowed, or because
     * it is addressed to a host name that is not allowed, as in a DNS rebinding attack. The {@code Sec-Fetch-Site}
     * header is also checked, because a browser sends no {@code Origin} header when a page loads an image or script
     * from the gateway.
     */
    boolean isForeign(HttpRequest request, int port) {
        AllowedClients allowed = allowedClients.get();
        String origin = request.header("origin");
        if (!allowed.origins().contains(origin)) {
            if (!origin.isEmpty() || Set.of("cross-site", "same-site").contains(request.header("sec-fetch-site"))) {
                return true;
            }
        }
        String host = request.header("host").toLowerCase(Locale.ROOT);
        return !ownNames(port).contains(host) && !allowed.allowsHost(host, port);
    }

    private Set<String> ownNames(int port) {
        OwnNames cached = ownNames;
        if (cached.port() != port) {
            cached = new OwnNames(port, Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port));
            ownNames = cached;
        }
        return cached.hosts();
    }

    /**
     * Returns the consumer that the token in a request identifies, or an empty result if the request is rejected. The
     * token can be in any location in which clients of the supported APIs send their API key.
     *
     * @param request the request, from whose query any API key was removed unless the requested API accepts keys in the
     *     query
     */
    Optional<String> consumer(HttpRequest request) {
        String apiKey = apiKey(request);
        boolean isUnnamedToken =
                token.isPresent() && MessageDigest.isEqual(apiKey.getBytes(StandardCharsets.UTF_8), token.get());
        return isUnnamedToken
                ? Optional.of(CONSUMER)
                : namedTokens.nameOf(apiKey).or(() -> anonymousConsumer);
    }

    /** Returns the first API key in a request, or an empty string if the request does not contain a key. */
    private static String apiKey(HttpRequest request) {
        String bearer = bearerToken(request);
        if (!bearer.isEmpty()) {
            return bearer;
        }
        String key = request.header("x-api-key");
        if (!key.isEmpty()) {
            return key;
        }
        String googleKey = request.header(GOOGLE_KEY_HEADER);
        return googleKey.isEmpty() ? request.query().get("key").orElse("") : googleKey;
    }

    private static String bearerToken(HttpRequest request) {
        String header = request.header("authorization");
        return header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7) : "";
    }
}
