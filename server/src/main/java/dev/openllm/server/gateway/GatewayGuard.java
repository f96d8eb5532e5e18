package dev.openllm.server.gateway;

import dev.openllm.server.gateway.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decides who may use the gateway: programs on this machine that know the token, and never a web page. */
final class GatewayGuard {

    /** The consumer of requests with the unnamed token, or without one if none is required. */
    static final String CONSUMER = "gateway";

    /** The consumer of requests without a token on the port for Ollama's clients. */
    static final String OLLAMA_CONSUMER = "ollama-port";

    /** The key's location for clients of Google's API, and for no others. */
    static final String GOOGLE_KEY = "x-goog-api-key";

    private final Optional<byte[]> token;
    private final NamedTokens named;
    private final Optional<String> anonymous;
    private final Supplier<AllowedClients> allowed;

    /**
     * @param token what a client must send; empty to require none
     * @param named what it may send instead
     * @param allowed the origins and hosts that the user currently allows
     */
    GatewayGuard(Optional<String> token, NamedTokens named, Supplier<AllowedClients> allowed) {
        this(token, named, token.isEmpty() ? Optional.of(CONSUMER) : Optional.empty(), allowed);
    }

    private GatewayGuard(
            Optional<String> token, NamedTokens named, Optional<String> anonymous, Supplier<AllowedClients> allowed) {
        this.allowed = allowed;
        this.named = named;
        this.anonymous = anonymous;
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** The guard of the port for programs that cannot send a token. A token that is sent still names its consumer. */
    static GatewayGuard ofOllamaPort(Optional<String> token, NamedTokens named) {
        return new GatewayGuard(token, named, Optional.of(OLLAMA_CONSUMER), () -> AllowedClients.NONE);
    }

    /**
     * Whether the request comes from a web page, or uses a foreign host name (DNS rebinding), that the user does not
     * allow. A page that loads an image or a script from here sends no origin.
     */
    boolean isForeign(HttpRequest request, int port) {
        AllowedClients now = allowed.get();
        String origin = request.header("origin");
        if (!now.origins().contains(origin)) {
            if (!origin.isEmpty() || Set.of("cross-site", "same-site").contains(request.header("sec-fetch-site"))) {
                return true;
            }
        }
        Set<String> names = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        String host = request.header("host").toLowerCase(Locale.ROOT);
        return !names.contains(host) && !now.allowsHost(host, port);
    }

    /**
     * The consumer that the token names, at the locations where clients of any API put their key; empty for a request
     * that is not accepted.
     *
     * @param request its query contains a key only where an API puts one there
     */
    Optional<String> consumer(HttpRequest request) {
        String shown = Stream.of(
                        bearer(request),
                        request.header("x-api-key"),
                        request.header(GOOGLE_KEY),
                        request.query().get("key").orElse(""))
                .filter(key -> !key.isEmpty())
                .findFirst()
                .orElse("");
        boolean unnamed =
                token.isPresent() && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token.get());
        return unnamed ? Optional.of(CONSUMER) : named.nameOf(shown).or(() -> anonymous);
    }

    private static String bearer(HttpRequest request) {
        String header = request.header("authorization");
        return header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7) : "";
    }
}
