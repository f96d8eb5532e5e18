package dev.openllm.server.gateway;

import dev.openllm.server.gateway.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who is answered: programs on this machine that know the token. Never a web page. */
final class GatewayGuard {

    /** The consumer of those who show the token that has no name, or need none. */
    static final String CONSUMER = "gateway";

    private final Optional<byte[]> token;
    private final NamedTokens named;

    /**
     * @param token what a client must show; empty to ask for none
     * @param named what it may show instead
     */
    GatewayGuard(Optional<String> token, NamedTokens named) {
        this.named = named;
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the request comes from a web page, or leads here under a foreign name (DNS rebinding). */
    boolean isForeign(HttpRequest request, int port) {
        Set<String> names = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        return !request.header("origin").isEmpty()
                || !names.contains(request.header("host").toLowerCase(Locale.ROOT));
    }

    /**
     * The consumer that the token names, where OpenAI's or Anthropic's clients put their key; empty for those who may not
     * ask.
     */
    Optional<String> consumer(HttpRequest request) {
        String bearer = request.header("authorization");
        String shown =
                bearer.regionMatches(true, 0, "Bearer ", 0, 7) ? bearer.substring(7) : request.header("x-api-key");
        boolean unnamed =
                token.isPresent() && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token.get());
        return unnamed
                ? Optional.of(CONSUMER)
                : named.nameOf(shown).or(() -> token.isEmpty() ? Optional.of(CONSUMER) : Optional.empty());
    }
}
