package dev.openllm.server.rpc.peer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.java_websocket.handshake.ClientHandshake;

/**
 * Checks whether a program can become a peer. The program must be running on this machine and must present the user's
 * token. Web pages are always rejected.
 */
final class PeerHandshake {

    private static final int TOKEN_BYTES = 32;

    private final byte[] expectedAuthorization;
    private final Set<String> hosts;

    PeerHandshake(String token, int port) {
        this.expectedAuthorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    /** Returns a new token that contains 256 random bits. */
    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the reason why the handshake is rejected, or an empty result if it is accepted. */
    Optional<PeerChannel.Refusal> check(ClientHandshake request) {
        // A browser always sends the origin of the page. Other programs are not required to send an origin.
        if (request.hasFieldValue("Origin")) {
            return Optional.of(PeerChannel.Refusal.FORBIDDEN);
        }
        // To bypass the check above, a web page could use a foreign host name that resolves to this machine (DNS
        // rebinding).
        if (!hosts.contains(request.getFieldValue("Host").toLowerCase(Locale.ROOT))) {
            return Optional.of(PeerChannel.Refusal.FORBIDDEN);
        }
        byte[] authorization = request.getFieldValue("Authorization").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(authorization, expectedAuthorization)
                ? Optional.empty()
                : Optional.of(PeerChannel.Refusal.NO_TOKEN);
    }
}
