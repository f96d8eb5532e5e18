package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * The access token for an account.
 *
 * @param token the token; absent if the user is not signed in or declined to sign in
 */
public record AuthTokenResult(Optional<String> token) {

    /** Returns a string that does not contain the token. */
    @Override
    public String toString() {
        return "AuthTokenResult[]";
    }
}
