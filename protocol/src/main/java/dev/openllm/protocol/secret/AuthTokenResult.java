package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * The access token for an account.
 *
 * @param token the token; absent if the user is not signed in or declined
 */
public record AuthTokenResult(Optional<String> token) {

    /** Never contains the token. */
    @Override
    public String toString() {
        return "AuthTokenResult[]";
    }
}
