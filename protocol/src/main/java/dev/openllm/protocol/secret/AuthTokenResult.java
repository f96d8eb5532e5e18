package dev.openllm.protocol.secret;

import java.util.Optional;

/**
 * The token of an account.
 *
 * @param token absent when nobody is signed in, or the person does not want to
 */
public record AuthTokenResult(Optional<String> token) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "AuthTokenResult[]";
    }
}
