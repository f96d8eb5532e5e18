package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * The access token of an account.
 *
 * @param token absent if nobody is signed in, or the user declined
 */
public record AuthTokenResult(Optional<String> token) {

    /** Never contains the token. */
    @Override
    public String toString() {
        return "AuthTokenResult[]";
    }
}
